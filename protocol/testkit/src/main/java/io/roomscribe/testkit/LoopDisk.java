package io.roomscribe.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small real ext4 file system in an image file, mounted over a loop device: it can be cut off
/// from its power, filled, turned read-only and made to fail. Needs root; ask [#whyNot] first and
/// skip the test with what it says.
///
/// Confined to the test's thread.
public final class LoopDisk implements AutoCloseable {
    private final Path image;
    private final Path mountPoint;
    private boolean isMounted;

    private LoopDisk(Path image, Path mountPoint) {
        this.image = image;
        this.mountPoint = mountPoint;
    }

    /// Why there can be no such disk here; empty when there can.
    public static String whyNot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "skipped: mounting an image needs root";
        }
        if (!Files.exists(Path.of("/dev/loop-control"))) {
            return "skipped: there are no loop devices here";
        }
        return "";
    }

    /// Makes and mounts an empty one, `folder/name`, its image beside it.
    public static LoopDisk create(Path folder, String name, int mebibytes) {
        try {
            var image = Files.createDirectories(folder).resolve(name + ".img");
            try (var file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(mebibytes * 1024L * 1024L);
            }
            must("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0", image.toString());
            var disk = new LoopDisk(image, Files.createDirectories(folder.resolve(name)));
            disk.mount();
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it is mounted.
    public Path path() {
        return mountPoint;
    }

    /// Replays the file system's journal, as a boot does.
    public void mount() {
        must("mount", "-o", "loop", image.toString(), mountPoint.toString());
        isMounted = true;
    }

    /// What a medium holds when the power goes now: everything that was forced, and whatever else
    /// the kernel had written by itself. Stop the writing process before (SIGSTOP), so that nothing
    /// changes while it is copied. Not mounted yet.
    public LoopDisk cut(Path folder, String name) {
        try {
            var copy = Files.createDirectories(folder).resolve(name + ".img");
            must("cp", "--sparse=always", image.toString(), copy.toString());
            return new LoopDisk(copy, Files.createDirectories(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The power goes now: what is not on the medium never will be, the journal's pending part
    /// included (`EXT4_IOC_SHUTDOWN`, no log flush). Everything on it fails from here on; end what
    /// uses it, then [#unmount] and [#mount].
    public void shutDown() {
        Ioctl.shutDownWithoutFlushing(mountPoint);
    }

    public void unmount() {
        if (isMounted) {
            if (run("umount", mountPoint.toString()).exitCode != 0) {
                must("umount", "-l", mountPoint.toString());
            }
            isMounted = false;
        }
    }

    /// What fsck finds, empty when the file system is sound. Unmount it first.
    public String check() {
        var result = run("e2fsck", "-f", "-n", image.toString());
        return result.exitCode == 0 ? "" : result.text;
    }

    public void remountReadOnly() {
        must("mount", "-o", "remount,ro", mountPoint.toString());
    }

    public void remountWritable() {
        must("mount", "-o", "remount,rw", mountPoint.toString());
    }

    /// Fills it until `bytesLeft` are free.
    public void fill(long bytesLeft) {
        try {
            var size = Files.getFileStore(mountPoint).getUsableSpace() - bytesLeft;
            if (size > 0) {
                must("fallocate", "-l", Long.toString(size), ballast().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives back what [#fill] took.
    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return mountPoint.resolve("ballast");
    }

    /// Cuts the image short under the mount, so that what lies behind fails with an I/O error.
    public void truncateImage(long bytes) {
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unmount();
        try {
            Files.deleteIfExists(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Result(int exitCode, String text) {}

    private static Result run(String... command) {
        try {
            var words = new ArrayList<>(List.of(command));
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Result(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during " + command[0], e);
        }
    }

    private static void must(String... command) {
        var result = run(command);
        if (result.exitCode != 0) {
            throw new AssertionError(
                    "%s ended with %d: %s"
                            .formatted(String.join(" ", command), result.exitCode, result.text));
        }
    }
}

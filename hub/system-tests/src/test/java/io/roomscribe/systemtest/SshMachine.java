package io.roomscribe.systemtest;

import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.FreePort;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/// A machine to log in to: this computer's Debian seen through an overlay, in which everything may
/// be installed and nothing reaches the computer itself, behind a real SSH server. Packages, users
/// and files are real; what stands in is systemd, a script that starts the box. Needs root; ask
/// [#whyNot] first.
///
/// Confined to the test's thread.
final class SshMachine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SYSTEMCTL =
            """
            #!/bin/sh
            # Stands in for systemd: starts and stops the box as its service would.
            echo "$*" >> /var/log/systemctl
            stop() { [ -e /run/box.pid ] && kill "$(cat /run/box.pid)" 2>/dev/null && sleep 2; }
            case $1 in
              restart) stop
                setsid setpriv --reuid roomscribe --regid roomscribe --init-groups \\
                  /usr/bin/roomscribe-device /etc/roomscribe/device.conf > /var/log/box.log 2>&1 < /dev/null &
                echo $! > /run/box.pid ;;
            esac
            exit 0
            """;

    final int port = FreePort.find();
    private final Path folder;
    private final Path root;
    private final Process server;

    SshMachine(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.root = Files.createDirectories(folder.resolve("root"));
        must("mount", "-t", "tmpfs", "-o", "size=3g", "tmpfs", root.toString());
        var view = root.resolve("view");
        for (var one : List.of("upper", "work", "view")) {
            Files.createDirectory(root.resolve(one));
        }
        must(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=/,upperdir=%1$s/upper,workdir=%1$s/work".formatted(root),
                view.toString());
        must("mount", "--bind", "/proc", view.resolve("proc").toString());
        must("mount", "--bind", "/dev", view.resolve("dev").toString());
        Files.createDirectories(file("/run/systemd/system"));
        Files.deleteIfExists(file("/usr/bin/systemctl"));
        program(file("/usr/bin/systemctl"), SYSTEMCTL);
        must("cp", ProjectFolder.resolve("provisioning/demo/meeting.wav").toString(), at("/opt"));
        must(
                "cp",
                "-r",
                ProjectFolder.resolve("device/models/vosk-model-tiny-en").toString(),
                at("/opt"));
        must("chmod", "-R", "a+rX", at("/opt"));
        this.server = serve();
    }

    /// Why there can be no such machine here; empty when there can.
    static String whyNot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "skipped: an overlay of this computer needs root";
        }
        for (var tool : List.of("/usr/sbin/sshd", "/usr/bin/dpkg-deb", "/usr/bin/setpriv")) {
            if (!Files.isExecutable(Path.of(tool))) {
                return "skipped: there is no %s here, see .ci/run".formatted(tool);
            }
        }
        try {
            return Files.readString(Path.of("/proc/filesystems")).contains("overlay")
                    ? ""
                    : "skipped: this kernel has no overlay";
        } catch (IOException e) {
            return "skipped: there is no /proc here";
        }
    }

    private Process serve() throws IOException {
        for (var key : List.of("host", "known", "stranger")) {
            must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key(key).toString());
        }
        Files.copy(folder.resolve("known.pub"), folder.resolve("authorized_keys"));
        // A cut connection takes five megabytes and goes away.
        program(
                folder.resolve("enter"),
                """
                #!/bin/sh
                if [ -e %1$s/cut ] && echo "$SSH_ORIGINAL_COMMAND" | grep -q 'cat >>'; then
                  rm %1$s/cut
                  head -c 5000000 | chroot %2$s /usr/bin/env HOME=/root /bin/sh -c "$SSH_ORIGINAL_COMMAND"
                  kill -9 $PPID
                  exit 1
                fi
                exec chroot %2$s /usr/bin/env HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin /bin/sh -c "$SSH_ORIGINAL_COMMAND"
                """
                        .formatted(folder, root.resolve("view")));
        var conf =
                Files.writeString(
                        folder.resolve("sshd.conf"),
                        """
                        Port %1$d
                        ListenAddress 127.0.0.1
                        HostKey %2$s/host
                        AuthorizedKeysFile %2$s/authorized_keys
                        StrictModes no
                        UsePAM no
                        PermitRootLogin prohibit-password
                        PidFile none
                        ForceCommand %2$s/enter
                        """
                                .formatted(port, folder));
        Files.createDirectories(Path.of("/run/sshd"));
        var started =
                new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", conf.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sshd.log").toFile())
                        .start();
        Await.until(
                "the SSH server",
                PATIENCE,
                () -> text(folder.resolve("sshd.log")).contains("listening"),
                () -> text(folder.resolve("sshd.log")));
        return started;
    }

    Path key(String name) {
        return folder.resolve(name);
    }

    /// A file of known hosts that knows it.
    Path knownHosts() throws IOException {
        var key = Files.readString(folder.resolve("host.pub"), StandardCharsets.UTF_8);
        return Files.writeString(
                folder.resolve("known_hosts"), "[127.0.0.1]:%d %s".formatted(port, key));
    }

    /// Breaks the next sending of a package off.
    void cutNext() throws IOException {
        Files.writeString(folder.resolve("cut"), "");
    }

    /// A file of the machine.
    Path file(String path) {
        return root.resolve("view").resolve(path.substring(1));
    }

    private String at(String path) {
        return file(path).toString();
    }

    String log() {
        return text(file("/var/log/box.log")) + text(folder.resolve("sshd.log"));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// A package without files, for what a machine of the test has in another way.
    Path emptyPackage(String name, String version) throws IOException {
        var control = Files.createDirectories(folder.resolve(name).resolve("DEBIAN"));
        Files.writeString(
                control.resolve("control"),
                """
                Package: %s
                Version: %s
                Architecture: all
                Maintainer: nobody <nobody@localhost>
                Description: stands in for a test
                """
                        .formatted(name, version));
        var file = folder.resolve(name + ".deb");
        must("dpkg-deb", "--build", folder.resolve(name).toString(), file.toString());
        return file;
    }

    @Override
    public void close() throws IOException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        var pid = text(file("/run/box.pid")).strip();
        if (!pid.isEmpty()) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(box -> {
                        box.descendants().forEach(ProcessHandle::destroyForcibly);
                        box.destroyForcibly();
                    });
        }
        for (var place : List.of("view/proc", "view/dev", "view")) {
            must("umount", "-l", root.resolve(place).toString());
        }
        must("umount", "-l", root.toString());
    }

    private static void must(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("%s: %s".formatted(List.of(command), said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

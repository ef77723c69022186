package io.roomscribe.device.update;

import io.roomscribe.device.download.RemoteFile;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.file.PrivateFolder;
import io.roomscribe.protocol.release.ReleaseFolder;
import io.roomscribe.protocol.release.ReleaseManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;

/// `updates` in the box's data folder:
///
/// | file | what |
/// |---|---|
/// | `a`, `b` | two places for releases |
/// | `current` | a link to one of them; without it, what the package brought runs |
/// | `state.json` | how far an update is |
/// | `trial` | the place to go back to, while a new release proves itself |
/// | `trial-starts` | how often the start script has started it |
/// | `rolled-back` | the start script went back, since the new release kept ending |
///
/// The last four are also the start script's. Confined to the updater's thread.
final class UpdateFolder {
    static final String VERSION = "VERSION";
    private static final String STATE = "state.json";
    private static final String TRIAL = "trial";
    private static final String TRIAL_STARTS = "trial-starts";
    private static final String ROLLED_BACK = "rolled-back";
    private static final String CURRENT = "current";

    private final Path folder;

    UpdateFolder(Path dataFolder) {
        this.folder = dataFolder.toAbsolutePath().resolve("updates");
    }

    Path of(Slot slot) {
        return folder.resolve(slot.word());
    }

    /// What was kept; a file that nobody can read says that nothing is under way.
    UpdateProgress read() {
        try {
            var text = Files.readString(folder.resolve(STATE), StandardCharsets.UTF_8);
            return RecordJson.read(text, UpdateProgress.class);
        } catch (IOException | IllegalArgumentException e) {
            return UpdateProgress.NONE;
        }
    }

    void keep(UpdateProgress progress) throws IOException {
        PrivateFolder.create(folder);
        DurableFiles.replace(
                folder.resolve(STATE), RecordJson.write(progress).getBytes(StandardCharsets.UTF_8));
    }

    long usableBytes() throws IOException {
        PrivateFolder.create(folder);
        return Files.getFileStore(folder).getUsableSpace();
    }

    /// Makes a place ready for a release: what is in it and belongs to it stays, so that a download
    /// goes on where it was.
    Path prepare(Slot slot, ReleaseManifest manifest) throws IOException {
        var place = Files.createDirectories(of(slot));
        var kept = new HashSet<String>();
        for (var file : manifest.files()) {
            kept.add(RemoteFile.part(file.sha256()));
            // Another release's file has the same name.
            if (ReleaseFolder.isAsSigned(place, file)) {
                kept.add(file.name());
            }
        }
        try (var files = Files.list(place)) {
            for (var file : files.toList()) {
                if (!kept.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
        return place;
    }

    /// Gives the space of a release back that will not run.
    void clear(Slot slot) throws IOException {
        var place = of(slot);
        if (slot == Slot.PACKAGE || !Files.isDirectory(place)) {
            return;
        }
        try (var files = Files.list(place)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /// The files are complete: they and the version's name last.
    void seal(Slot slot, ReleaseManifest manifest) throws IOException {
        DurableFiles.replace(
                of(slot).resolve(VERSION),
                (manifest.version() + "\n").getBytes(StandardCharsets.UTF_8));
        DurableFiles.syncFolder(folder);
    }

    void beginTrial(Slot back) throws IOException {
        Files.deleteIfExists(folder.resolve(TRIAL_STARTS));
        Files.deleteIfExists(folder.resolve(ROLLED_BACK));
        DurableFiles.replace(
                folder.resolve(TRIAL), (back.word() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void endTrial() throws IOException {
        Files.deleteIfExists(folder.resolve(TRIAL));
        Files.deleteIfExists(folder.resolve(TRIAL_STARTS));
        DurableFiles.syncFolder(folder);
    }

    boolean isRolledBackByStart() {
        return Files.exists(folder.resolve(ROLLED_BACK));
    }

    void forgetRollBack() throws IOException {
        Files.deleteIfExists(folder.resolve(ROLLED_BACK));
    }

    /// Lets the next start take this place: one rename, so there is always one or the other.
    void pointAt(Slot slot) throws IOException {
        var link = folder.resolve(CURRENT);
        if (slot == Slot.PACKAGE) {
            Files.deleteIfExists(link);
        } else {
            var next = folder.resolve(CURRENT + ".next");
            Files.deleteIfExists(next);
            Files.createSymbolicLink(next, Path.of(slot.word()));
            Files.move(
                    next,
                    link,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        DurableFiles.syncFolder(folder);
    }

    /// Where the next start goes.
    Slot current() throws IOException {
        try {
            return Slot.parse(Files.readSymbolicLink(folder.resolve(CURRENT)).toString());
        } catch (NoSuchFileException e) {
            return Slot.PACKAGE;
        }
    }
}

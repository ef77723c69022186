package io.roomscribe.hub.release;

import io.roomscribe.protocol.release.ReleaseException;
import io.roomscribe.protocol.release.ReleaseFile;
import io.roomscribe.protocol.release.ReleaseFolder;
import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.protocol.release.ReleaseVersion;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The releases in the folder `releases` of the hub's data, one folder each, as `roomscribe release
/// publish` leaves them. Looked at anew each time: there are few, and somebody may copy one there.
///
/// Thread-safe.
public final class ReleaseShelf {
    private static final System.Logger LOG = System.getLogger(ReleaseShelf.class.getName());

    private final Path folder;

    public ReleaseShelf(Path dataFolder) {
        this.folder = dataFolder.resolve("releases");
    }

    /// Newest version first; a folder that is no release is left out.
    public List<ReleaseManifest> releases() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<ReleaseManifest>();
        try (var folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var one : folders) {
                release(one).ifPresent(found::add);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Releases cannot be read folder={0} reason={1}",
                    folder,
                    e.getClass().getSimpleName());
        }
        found.sort(Comparator.comparing(ReleaseManifest::version).reversed());
        return found;
    }

    public Optional<ReleaseManifest> release(String version) {
        return releases().stream().filter(one -> one.version().value().equals(version)).findFirst();
    }

    private static Optional<ReleaseManifest> release(Path one) {
        try {
            return Optional.of(ReleaseFolder.read(one).unchecked())
                    .filter(found -> one.getFileName().toString().equals(found.version().value()));
        } catch (IOException | ReleaseException e) {
            return Optional.empty();
        }
    }

    /// A file of a release, `release.json` among them; empty for what is none.
    public Optional<Path> file(String version, String name) {
        if (!isVersion(version) || !ReleaseFile.isName(name)) {
            return Optional.empty();
        }
        return Optional.of(folder.resolve(version).resolve(name)).filter(Files::isRegularFile);
    }

    private static boolean isVersion(String text) {
        try {
            var _ = new ReleaseVersion(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

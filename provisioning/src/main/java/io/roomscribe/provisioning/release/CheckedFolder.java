package io.roomscribe.provisioning.release;

import io.roomscribe.protocol.release.ReleaseException;
import io.roomscribe.protocol.release.ReleaseFolder;
import io.roomscribe.protocol.release.ReleaseKey;
import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A folder that somebody says is a release.
final class CheckedFolder {
    private CheckedFolder() {}

    /// @param keys one of which must have signed it; empty where only the files matter
    static ReleaseManifest check(Path folder, List<ReleaseKey> keys) {
        try {
            var release = ReleaseFolder.read(folder);
            var manifest = keys.isEmpty() ? release.unchecked() : release.checked(keys);
            ReleaseFolder.check(folder, manifest.files());
            return manifest;
        } catch (ReleaseException e) {
            throw new CommandException(
                    ExitCode.REFUSED, "%s: %s".formatted(folder, e.getMessage()), e.hint(), e);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s is no signed release (%s)".formatted(folder, e.getClass().getSimpleName()),
                    "sign it with './roomscribe release sign %s'".formatted(folder),
                    e);
        }
    }
}

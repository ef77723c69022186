package io.roomscribe.hub.backup;

import io.roomscribe.hub.account.FirstPassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Which files of a hub's folder belong in a backup: all but those that are made anew. So what a
/// later version keeps there is in it without anybody thinking of backups.
final class HubFiles {
    static final String DATABASE = "hub.mv.db";

    /// Under this name what is not in the hub's folder lies in the backup, and later in the folder.
    static final String CONFIGURATION = "configuration/";

    /// The epoch is left out with purpose: a hub that finds none beside its database begins another
    /// one, by which the boxes notice that it was restored.
    private static final Set<String> MADE_ANEW =
            Set.of(
                    DATABASE,
                    "hub.trace.db",
                    "hub.epoch",
                    "hub.epoch.tmp",
                    FirstPassword.FILE,
                    "broker",
                    "broker-tls",
                    "search",
                    "work",
                    Snapshots.FOLDER);

    private HubFiles() {}

    /// Beside the database, which is copied otherwise.
    static List<Path> toKeep(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> isKept(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isKept(Path file) {
        var name = file.getFileName().toString();
        return !MADE_ANEW.contains(file.getName(0).toString())
                && !name.endsWith(".tmp")
                && !name.endsWith(".part");
    }
}

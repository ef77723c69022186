package io.roomscribe.provisioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// Unpacks archives, and nothing outside the folder it was told. Stateless.
final class Zips {
    private Zips() {}

    /// @param folder of the archive whose contents to unpack, ending in `/`
    static void unpack(Path archive, String folder, Path into) throws IOException {
        Files.createDirectories(into);
        var found = false;
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                if (entry.isDirectory() || !entry.getName().startsWith(folder)) {
                    continue;
                }
                var target = into.resolve(entry.getName().substring(folder.length())).normalize();
                if (!target.startsWith(into)) {
                    throw new FetchException(
                            "%s wants to write outside its folder".formatted(archive.getFileName()),
                            "do not use this archive");
                }
                Files.createDirectories(target.getParent());
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                }
                found = true;
            }
        }
        if (!found) {
            throw new FetchException(
                    "%s holds no folder %s".formatted(archive.getFileName(), folder),
                    "try another source with --source");
        }
    }

    /// The one folder that a publisher's archive holds, ending in `/`; empty when its files lie
    /// bare.
    static String onlyFolder(Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            var folders =
                    zip.stream()
                            .map(entry -> entry.getName())
                            .map(name -> name.substring(0, name.indexOf('/') + 1))
                            .distinct()
                            .toList();
            return folders.size() == 1 ? folders.getFirst() : "";
        }
    }
}

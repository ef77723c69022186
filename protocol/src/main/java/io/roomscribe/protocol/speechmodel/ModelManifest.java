package io.roomscribe.protocol.speechmodel;

import io.roomscribe.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/// A model that is a folder: its name, what it is for, and its files. The hub gives it to boxes on
/// its enrolment port, as `/models/SHA256/model.json` and, beside that, each file by its hash.
///
/// Immutable.
///
/// @param model its name, which is its folder's on the box
/// @param files sorted by path, each path once
public record ModelManifest(String model, ModelKind kind, List<ModelFile> files) {
    public static final String FILE = "model.json";

    /// Where a box finds the models of its hub, on the enrolment port.
    public static final String PATH = "/models";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int FILES_MAX = 200;

    public ModelManifest {
        checkName(model);
        if (files.isEmpty() || files.size() > FILES_MAX) {
            throw new IllegalArgumentException(
                    "a model has 1 to %d files and not %d".formatted(FILES_MAX, files.size()));
        }
        files = files.stream().sorted(Comparator.comparing(ModelFile::path)).toList();
        var paths = new HashSet<String>();
        for (var file : files) {
            if (!paths.add(file.path())) {
                throw new IllegalArgumentException("file %s stands twice".formatted(file.path()));
            }
        }
    }

    /// @throws IllegalArgumentException for what could not be a folder's name everywhere
    public static void checkName(String model) {
        if (!NAME.matcher(model).matches()) {
            throw new IllegalArgumentException(
                    "a model's name has at most 64 letters, digits, '.', '_' and '-'");
        }
    }

    /// What stands in a folder.
    ///
    /// @param progress told how many bytes were read since it was told last
    /// @throws IOException when it cannot be read
    /// @throws IllegalArgumentException when a name is not one that a model's file may have
    public static ModelManifest of(String model, ModelKind kind, Path folder, LongConsumer progress)
            throws IOException {
        var files = new ArrayList<ModelFile>();
        try (var found = Files.walk(folder)) {
            for (var file : found.filter(Files::isRegularFile).sorted().toList()) {
                var path = folder.relativize(file).toString().replace('\\', '/');
                files.add(new ModelFile(path, Files.size(file), Sha256.hex(file, progress)));
            }
        }
        return new ModelManifest(model, kind, files);
    }

    /// SHA-256 of the lines `<sha256> <path>`, as `sha256sum` prints them: the same for the same
    /// files, and what the catalogue of models names.
    public String sha256() {
        var digest = Sha256.digest();
        for (var file : files) {
            var line = "%s  %s\n".formatted(file.sha256(), file.path());
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return Sha256.hex(digest);
    }

    /// All files together.
    public long bytes() {
        return files.stream().mapToLong(ModelFile::bytes).sum();
    }

    /// Where the hub has one of its files, or [#FILE].
    ///
    /// @param sha256 of the model
    /// @param name a file's SHA-256, or [#FILE]
    public static String address(String sha256, String name) {
        return "%s/%s/%s".formatted(PATH, sha256, name);
    }
}

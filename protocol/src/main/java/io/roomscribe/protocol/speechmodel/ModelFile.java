package io.roomscribe.protocol.speechmodel;

import io.roomscribe.protocol.Sha256;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// One file of a model.
///
/// Immutable.
///
/// @param path in the model's folder, with `/` between its at most six parts; nothing can be
///   written elsewhere by it
/// @param sha256 64 hexadecimal digits
public record ModelFile(String path, long bytes, String sha256) {
    private static final Pattern PATH =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}");

    public ModelFile {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("a file of a model has an unusable name");
        }
        if (bytes < 0 || !Sha256.isHex(sha256)) {
            throw new IllegalArgumentException("file %s has no size or hash".formatted(path));
        }
    }

    /// Where it stands in a model's folder.
    public Path in(Path folder) {
        return folder.resolve(path);
    }
}

package io.roomscribe.protocol.release;

import io.roomscribe.protocol.Sha256;
import java.util.regex.Pattern;

/// One file of a release.
///
/// Immutable.
///
/// @param name without a folder, so that nothing can be written elsewhere
/// @param sha256 64 hexadecimal digits
public record ReleaseFile(String name, long bytes, String sha256) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public ReleaseFile {
        if (!isName(name) || name.equals(SignedRelease.FILE)) {
            throw new IllegalArgumentException("a file of a release has an unusable name");
        }
        if (bytes < 0 || !Sha256.isHex(sha256)) {
            throw new IllegalArgumentException("file %s has no size or hash".formatted(name));
        }
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}

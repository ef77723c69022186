package io.roomscribe.hub.support;

import java.time.Instant;
import java.util.regex.Pattern;

/// What a box said of a bundle, kept beside it.
///
/// Immutable.
record BundleNote(String file, long bytes, String sha256, Instant expiresAt) {
    /// A box names its bundles so; nothing else becomes a file here.
    private static final Pattern NAME = Pattern.compile("support-[0-9-]{1,40}\\.zip");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    BundleNote {
        if (!NAME.matcher(file).matches() || !SHA256.matcher(sha256).matches() || bytes <= 0) {
            throw new IllegalArgumentException("not a support bundle");
        }
    }
}

package io.roomscribe.provisioning.models;

import java.util.Locale;

/// Bytes as people read them.
final class Sizes {
    private Sizes() {}

    static String text(long bytes) {
        return bytes >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%d MB", Math.round(bytes / 1e6));
    }
}

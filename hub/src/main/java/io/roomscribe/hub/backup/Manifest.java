package io.roomscribe.hub.backup;

import java.time.Instant;
import java.util.List;

/// What a backup says of itself, as `manifest.json`, its last entry.
///
/// Immutable.
///
/// @param format goes up when an older hub could not restore it
record Manifest(int format, Instant madeAt, List<Kept> files) {
    static final String NAME = "manifest.json";
    static final int FORMAT = 1;

    /// @param name relative to the hub's folder, with slashes
    record Kept(String name, long bytes, String sha256) {}

    Manifest {
        files = List.copyOf(files);
    }
}

package io.roomscribe.hub.backup;

import java.time.Instant;

/// What was found in a backup that was restored whole.
///
/// Immutable.
///
/// @param identity whether the hub's identity is in it
record Restored(
        Instant madeAt,
        int files,
        long bytes,
        long boxes,
        long meetings,
        long segments,
        boolean identity) {}

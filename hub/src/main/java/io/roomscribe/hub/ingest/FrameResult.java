package io.roomscribe.hub.ingest;

import java.util.Optional;

/// What became of the entries of one frame.
///
/// Immutable.
///
/// @param unapplied accepted ones that were kept aside
/// @param lost entries that the box told, or let see, that it cannot send any more
/// @param alarm what a technician must hear of, when anything
record FrameResult(
        int accepted,
        int duplicates,
        int rejected,
        int unapplied,
        long lost,
        Optional<Alarm> alarm) {

    /// Why entries were refused or kept aside, worst first. The stream's row shows the same word.
    enum Alarm {
        CONFLICT("stream-conflict"),
        BROKEN_CHAIN("stream-chain-broken"),
        UNAPPLIED("entry-not-applied"),
        LOST("entries-lost");

        private final String code;

        Alarm(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}

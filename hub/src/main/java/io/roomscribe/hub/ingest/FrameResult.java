package io.roomscribe.hub.ingest;

import java.util.Optional;

/// What became of the entries of one frame.
///
/// Immutable.
///
/// @param unapplied accepted ones that were kept aside
/// @param alarm what a technician must hear of, when anything
record FrameResult(
        int accepted, int duplicates, int rejected, int unapplied, Optional<Alarm> alarm) {

    /// Why entries were refused or kept aside, worst first. The stream's row shows the same word.
    enum Alarm {
        CONFLICT("stream-conflict"),
        BROKEN_CHAIN("stream-chain-broken"),
        UNAPPLIED("entry-not-applied");

        private final String code;

        Alarm(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}

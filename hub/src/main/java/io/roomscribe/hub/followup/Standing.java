package io.roomscribe.hub.followup;

import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.summary.Minutes.Decision;

/// A decision that code found in its meeting's transcript.
///
/// Immutable.
record Standing(Meeting meeting, Decision decision) {
    String quote() {
        return decision.evidence().quote();
    }

    long segment() {
        return decision.evidence().segments().getFirst();
    }

    Contradiction.Side side() {
        return new Contradiction.Side(
                meeting.id(),
                meeting.title(),
                meeting.startedAt(),
                decision.text(),
                quote(),
                segment());
    }
}

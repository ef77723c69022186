package io.roomscribe.hub.meeting;

import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Whoever keeps something about a meeting's segments takes it along when they become another
/// meeting's. Told inside the transaction that moves them, after the segments and before a meeting
/// that is left empty goes.
public interface SegmentMoves {
    void moved(Handle handle, String fromMeeting, String toMeeting, Set<Long> segments);
}

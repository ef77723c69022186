package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.fleet.RoomState;
import java.time.Instant;
import java.util.List;

/// A box as the devices page shows it.
///
/// Immutable.
///
/// @param backlog entries the box has that the hub has not accepted
record DeviceView(
        String id,
        String room,
        String roomName,
        RoomState state,
        boolean online,
        Instant seenAt,
        String seen,
        long backlog,
        String clock,
        boolean clockDoubtful,
        String software,
        List<Condition> conditions) {

    record Condition(String code, String severity, String text, Instant sinceAt, String since) {}

    String backlogText() {
        if (backlog == 0) {
            return "nothing";
        }
        return backlog == 1 ? "1 entry" : backlog + " entries";
    }
}

package io.roomscribe.hub.dashboard.route;

import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.search.VisibleRooms;
import io.roomscribe.protocol.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What somebody may see, for what answers with more than one room or meeting.
public final class OwnMeetings {
    private OwnMeetings() {}

    /// The caller's rooms, as the search wants them.
    public static VisibleRooms visible(Call call) {
        var rooms = call.rooms();
        return rooms.all() ? VisibleRooms.ALL : VisibleRooms.of(rooms.rooms());
    }

    /// The newest meetings.
    ///
    /// @param room only of this one; none are given of one that is not the caller's
    public static List<Meeting> of(
            MeetingStore meetings, RoomScope scope, Optional<RoomId> room, int limit) {
        if (scope.all()) {
            return meetings.meetings(room, limit);
        }
        return meetings.meetingsOf(
                room.map(one -> scope.permits(one) ? Set.of(one) : Set.<RoomId>of())
                        .orElse(scope.rooms()),
                limit);
    }
}

package io.roomscribe.hub.dashboard.live;

import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.protocol.RoomId;
import java.util.Optional;

/// Which events a connection wants.
///
/// Immutable.
///
/// @param scope rooms its reader may see
/// @param room only of this room
/// @param meeting of that room's segments and minutes, only those of this meeting
record LiveFilter(RoomScope scope, Optional<RoomId> room, Optional<String> meeting) {

    static LiveFilter everything(RoomScope scope) {
        return new LiveFilter(scope, Optional.empty(), Optional.empty());
    }

    static LiveFilter room(RoomId room) {
        return new LiveFilter(RoomScope.EVERYWHERE, Optional.of(room), Optional.empty());
    }

    static LiveFilter meeting(Meeting meeting) {
        return new LiveFilter(
                RoomScope.EVERYWHERE, Optional.of(meeting.room()), Optional.of(meeting.id()));
    }

    boolean wants(HubEvent event) {
        return switch (event) {
            case HubEvent.PartialHeard partial -> of(partial.room());
            case HubEvent.LevelHeard level -> of(level.room());
            case HubEvent.GapAdded gap -> of(gap.room());
            case HubEvent.DeviceChanged device -> of(device.room());
            case HubEvent.SegmentAdded segment -> of(segment.room(), segment.meeting());
            case HubEvent.SpeakerHeard heard -> of(heard.room(), heard.meeting());
            case HubEvent.SpeakersChanged changed -> of(changed.room(), changed.meeting());
            case HubEvent.MeetingChanged changed -> of(changed.room(), changed.meeting());
            case HubEvent.TranscriptChanged changed -> of(changed.room(), changed.meeting());
            case HubEvent.SummaryRevised revised -> of(revised.room(), revised.meeting());
        };
    }

    private boolean of(RoomId id) {
        return scope.permits(id) && (room.isEmpty() || room.get().equals(id));
    }

    private boolean of(RoomId id, String meetingId) {
        return of(id) && (meeting.isEmpty() || meeting.get().equals(meetingId));
    }
}

package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.fleet.Room;
import java.util.List;

/// The list of meetings.
///
/// Immutable.
///
/// @param room id of the room it is narrowed to, empty for all
record MeetingsView(List<Room> rooms, String room, List<Day> days) {

    record Day(String name, List<MeetingView> meetings) {}

    /// Where this list is to be had again.
    String address() {
        return room.isEmpty() ? "/meetings" : "/meetings?room=" + room;
    }
}

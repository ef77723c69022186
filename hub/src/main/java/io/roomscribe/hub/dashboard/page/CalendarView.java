package io.roomscribe.hub.dashboard.page;

import java.util.List;

/// A room's calendar as its page shows it.
///
/// Immutable.
///
/// @param kind `none`, `file` or `address`
/// @param source where it comes from, for people
/// @param every minutes between two readings of an address
/// @param read when it was read last, and how
/// @param problem why it could not be read the last time; empty when it could
/// @param maySet whether who looks may set another
record CalendarView(
        String room,
        String kind,
        String source,
        long every,
        String read,
        String problem,
        boolean maySet,
        List<Booked> booked) {

    /// An appointment.
    ///
    /// @param now whether it is going on
    record Booked(String when, String title, String attendees, boolean now) {}
}

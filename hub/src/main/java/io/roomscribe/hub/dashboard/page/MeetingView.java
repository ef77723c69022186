package io.roomscribe.hub.dashboard.page;

/// A meeting as lists and headings show it.
///
/// Immutable.
///
/// @param line one line of its minutes, empty when there are none
record MeetingView(
        String id,
        String room,
        String roomName,
        String title,
        boolean running,
        String day,
        String startedTime,
        String endedTime,
        String duration,
        String line) {}

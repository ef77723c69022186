package io.roomscribe.hub.dashboard.page;

/// A meeting's page: transcript beside minutes.
///
/// Immutable.
///
/// @param invited who was, by the room's calendar; empty when it says nothing
/// @param offsetSeconds the hub's zone at its start, so that lines added live read like the others
record MeetingPage(
        MeetingView meeting,
        CutsView cuts,
        MinutesView minutes,
        SpeakersView speakers,
        TranscriptView transcript,
        String invited,
        int offsetSeconds) {}

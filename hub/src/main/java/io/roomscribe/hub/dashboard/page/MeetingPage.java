package io.roomscribe.hub.dashboard.page;

/// A meeting's page: transcript beside minutes.
///
/// Immutable.
///
/// @param offsetSeconds the hub's zone at its start, so that lines added live read like the others
record MeetingPage(
        MeetingView meeting,
        CutsView cuts,
        MinutesView minutes,
        SpeakersView speakers,
        TranscriptView transcript,
        int offsetSeconds) {}

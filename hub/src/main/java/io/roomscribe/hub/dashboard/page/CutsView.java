package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.meeting.Coverage;

/// What can be done with a meeting as a whole, and how much of it was heard.
///
/// Immutable.
///
/// @param coverage in percent
/// @param before id of the meeting before it in its room, empty when there is none
record CutsView(
        double coverage, String before, String beforeTitle, String after, String afterTitle) {

    String coverageText() {
        return Coverage.text(coverage);
    }

    boolean isWhole() {
        return coverage == 100;
    }
}

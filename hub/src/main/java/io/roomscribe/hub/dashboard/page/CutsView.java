package io.roomscribe.hub.dashboard.page;

import java.util.Locale;

/// What can be done with a meeting as a whole, and how much of it was heard.
///
/// Immutable.
///
/// @param coverage in percent
/// @param before id of the meeting before it in its room, empty when there is none
record CutsView(
        double coverage, String before, String beforeTitle, String after, String afterTitle) {

    /// `99.2 %`, and `100 %` when nothing is missing.
    String coverageText() {
        return coverage == 100 ? "100 %" : String.format(Locale.ROOT, "%.1f %%", coverage);
    }

    boolean isWhole() {
        return coverage == 100;
    }
}

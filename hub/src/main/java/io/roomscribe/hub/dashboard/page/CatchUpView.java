package io.roomscribe.hub.dashboard.page;

import java.util.List;

/// What was said so far, or since somebody left, as a part of the meeting's page.
///
/// Immutable.
///
/// @param since as it was asked for; empty for the beginning
record CatchUpView(
        String since, List<Said> summary, List<Said> settled, List<Said> last, int leftOut) {

    /// @param target id of the element that holds what bears it out
    record Said(String text, String time, String target) {}

    boolean isEmpty() {
        return summary.isEmpty() && settled.isEmpty() && last.isEmpty();
    }
}

package io.roomscribe.hub.dashboard.page;

import java.util.List;

/// What a meeting has to do with earlier ones of its room, as its page shows it.
///
/// Immutable.
///
/// @param compared what came of comparing decisions, for people; empty when there is nothing to say
/// @param mayChange whether who looks may say that something is done
record EarlierView(
        String meeting,
        List<Open> open,
        List<Pair> contradictions,
        String compared,
        boolean mayChange) {

    /// @param from title and day of the meeting that left it open
    /// @param quote empty when code found none
    record Open(
            String key,
            String meeting,
            String from,
            String text,
            String owner,
            String due,
            String quote,
            String target) {}

    record Pair(Side now, Side earlier) {}

    /// @param when day of its meeting
    /// @param target address of the sentence
    record Side(String title, String when, String decision, String quote, String target) {}
}

package io.roomscribe.hub.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/// What was recorded in a number of days.
///
/// Immutable.
///
/// @param perDay every day, the oldest first, also those without speech
/// @param talk whoever has a name, those who talked longest first; empty name: all others
/// @param speechModels by words
/// @param minutesModels by revisions
/// @param confidence the recogniser's own, 0 to 1, over the newest segments; empty where it gave
///   none
public record Figures(
        List<Day> perDay,
        List<Talk> talk,
        List<Use> speechModels,
        List<Use> minutesModels,
        OptionalDouble confidence,
        int meetings) {
    public Figures {
        perDay = List.copyOf(perDay);
        talk = List.copyOf(talk);
        speechModels = List.copyOf(speechModels);
        minutesModels = List.copyOf(minutesModels);
    }

    /// @param speechSeconds length of what was said
    public record Day(LocalDate date, double speechSeconds, long words) {}

    public record Talk(String name, double seconds) {}

    public record Use(String model, long count) {}

    public double speechSeconds() {
        return perDay.stream().mapToDouble(Day::speechSeconds).sum();
    }

    public long words() {
        return perDay.stream().mapToLong(Day::words).sum();
    }
}

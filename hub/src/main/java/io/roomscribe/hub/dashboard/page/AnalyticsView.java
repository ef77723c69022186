package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.analytics.Figures;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Figures as their page shows them.
///
/// Immutable.
record AnalyticsView(
        int days,
        String meetings,
        String hours,
        String words,
        String confidence,
        Bars hoursPerDay,
        Bars wordsPerDay,
        List<Share> talk,
        List<Share> speechModels,
        List<Share> minutesModels) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final int TALK_SHOWN = 12;

    /// @param percent of the longest
    record Share(String name, String value, long percent) {}

    static AnalyticsView of(int days, Figures figures) {
        return new AnalyticsView(
                days,
                String.valueOf(figures.meetings()),
                hours(figures.speechSeconds()),
                "%,d".formatted(figures.words()),
                figures.confidence().isPresent()
                        ? "%.0f %%".formatted(figures.confidence().getAsDouble() * 100)
                        : "–",
                bars(figures, true),
                bars(figures, false),
                talk(figures.talk()),
                uses(figures.speechModels()),
                uses(figures.minutesModels()));
    }

    private static Bars bars(Figures figures, boolean isHours) {
        var days = figures.perDay();
        var values =
                IntStream.range(0, days.size()).mapToObj(i -> value(days.get(i), isHours)).toList();
        var highest = values.stream().mapToDouble(Bars.Value::value).max().orElse(0);
        var top = isHours ? hours(highest) : "%,.0f".formatted(highest);
        return Bars.of(
                values,
                top,
                (isHours ? "Hours of speech" : "Words")
                        + " per day for %d days, at most %s".formatted(days.size(), top));
    }

    private static Bars.Value value(Figures.Day day, boolean isHours) {
        var date = DATE.format(day.date());
        var title =
                date
                        + ": "
                        + (isHours
                                ? hours(day.speechSeconds())
                                : "%,d words".formatted(day.words()));
        return new Bars.Value(isHours ? day.speechSeconds() : day.words(), date, title);
    }

    private static List<Share> talk(List<Figures.Talk> talk) {
        var longest = talk.stream().mapToDouble(Figures.Talk::seconds).max().orElse(1);
        return talk.stream()
                .limit(TALK_SHOWN)
                .map(one ->
                        new Share(
                                one.name().isEmpty() ? "without a name" : one.name(),
                                Times.length(Duration.ofSeconds((long) one.seconds())),
                                Math.round(100 * one.seconds() / Math.max(1, longest))))
                .toList();
    }

    private static List<Share> uses(List<Figures.Use> uses) {
        var most = uses.stream().mapToLong(Figures.Use::count).max().orElse(1);
        return uses.stream()
                .map(one ->
                        new Share(
                                one.model(),
                                "%,d".formatted(one.count()),
                                Math.round(100.0 * one.count() / Math.max(1, most))))
                .toList();
    }

    private static String hours(double seconds) {
        return seconds < 3600
                ? Times.length(Duration.ofSeconds((long) seconds))
                : "%.1f h".formatted(seconds / 3600);
    }
}

package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.analytics.Figures;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
    private static final int TALK_SHOWN = 12;

    /// @param percent of the longest
    record Share(String name, String value, long percent) {}

    static AnalyticsView of(int days, Figures figures) {
        return new AnalyticsView(
                days,
                String.valueOf(figures.meetings()),
                hours(figures.speechSeconds()),
                number(figures.words()),
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
        var top = isHours ? hours(highest) : number(Math.round(highest));
        return Bars.of(
                values,
                top,
                Texts.of(
                        isHours ? "figures.speech-chart" : "figures.words-chart",
                        days.size(),
                        top));
    }

    private static Bars.Value value(Figures.Day day, boolean isHours) {
        var date =
                DateTimeFormatter.ofPattern(Texts.of("figures.date"), Texts.language().locale())
                        .format(day.date());
        var title =
                date
                        + ": "
                        + (isHours
                                ? hours(day.speechSeconds())
                                : Texts.of("figures.words-of", number(day.words())));
        return new Bars.Value(isHours ? day.speechSeconds() : day.words(), date, title);
    }

    private static List<Share> talk(List<Figures.Talk> talk) {
        var longest = talk.stream().mapToDouble(Figures.Talk::seconds).max().orElse(1);
        return talk.stream()
                .limit(TALK_SHOWN)
                .map(one ->
                        new Share(
                                one.name().isEmpty() ? Texts.of("figures.nameless") : one.name(),
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
                                number(one.count()),
                                Math.round(100.0 * one.count() / Math.max(1, most))))
                .toList();
    }

    private static String number(long value) {
        return String.format(Texts.language().locale(), "%,d", value);
    }

    private static String hours(double seconds) {
        return seconds < 3600
                ? Times.length(Duration.ofSeconds((long) seconds))
                : String.format(Texts.language().locale(), "%.1f h", seconds / 3600);
    }
}

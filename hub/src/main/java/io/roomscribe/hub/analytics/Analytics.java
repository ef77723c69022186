package io.roomscribe.hub.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.analytics.Figures.Day;
import io.roomscribe.hub.analytics.Figures.Talk;
import io.roomscribe.hub.analytics.Figures.Use;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.Audio;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;

/// Counts. Anew for every question: pages of figures are looked at by people, not by the hundred.
///
/// Thread-safe.
public final class Analytics {
    /// Enough to know the mean to a percent, and read in a moment.
    private static final int CONFIDENCE_SEGMENTS = 2000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HubDatabase database;
    private final Clock clock;

    /// @param clock its zone is the one that days begin in
    public Analytics(HubDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Said(LocalDate day, double seconds, long words, String model, String name) {}

    /// Of the last `days` days, today included.
    public Figures figures(int days) {
        var today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        var from = today.minusDays(days - 1L);
        var since = from.atStartOfDay(clock.getZone()).toInstant();
        return database.read(handle -> {
            var said = said(handle, since);
            return new Figures(
                    perDay(from, today, said),
                    talk(said),
                    speechModels(said),
                    minutesModels(handle, since),
                    confidence(handle, since),
                    meetings(handle, since));
        });
    }

    private List<Said> said(Handle handle, Instant since) {
        return handle.createQuery(
                        """
                        select s.started_at, s.samples, s.model, coalesce(p.name, '') as name,
                            length(s.text) - length(replace(s.text, ' ', '')) + 1 as words
                        from segment s left join speaker p
                            on p.meeting_id = s.meeting_id and p.label = s.speaker
                        where s.started_at >= :since
                        """)
                .bind("since", since)
                .map((row, context) ->
                        new Said(
                                LocalDate.ofInstant(
                                        HubDatabase.instant(row, "started_at"), clock.getZone()),
                                (double) row.getLong("samples") / Audio.SAMPLE_RATE,
                                row.getLong("words"),
                                row.getString("model"),
                                row.getString("name")))
                .list();
    }

    private static List<Day> perDay(LocalDate from, LocalDate through, List<Said> said) {
        var days = new TreeMap<LocalDate, Day>();
        from.datesUntil(through.plusDays(1)).forEach(day -> days.put(day, new Day(day, 0, 0)));
        for (var one : said) {
            days.computeIfPresent(
                    one.day(),
                    (date, day) ->
                            new Day(
                                    date,
                                    day.speechSeconds() + one.seconds(),
                                    day.words() + one.words()));
        }
        return List.copyOf(days.values());
    }

    private static List<Talk> talk(List<Said> said) {
        var seconds = new HashMap<String, Double>();
        said.forEach(one -> seconds.merge(one.name(), one.seconds(), Double::sum));
        return seconds.entrySet().stream()
                .map(one -> new Talk(one.getKey(), one.getValue()))
                .sorted(
                        Comparator.comparing((Talk one) -> one.name().isEmpty())
                                .thenComparing(
                                        Comparator.comparingDouble(Talk::seconds).reversed()))
                .toList();
    }

    private static List<Use> speechModels(List<Said> said) {
        var words = new HashMap<String, Long>();
        said.forEach(one -> words.merge(one.model(), one.words(), Long::sum));
        return uses(words);
    }

    private static List<Use> uses(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(one -> new Use(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingLong(Use::count).reversed())
                .toList();
    }

    private static List<Use> minutesModels(Handle handle, Instant since) {
        return handle.createQuery(
                        """
                        select model, count(*) as revisions from summary_revision
                        where created_at >= :since group by model order by revisions desc, model
                        """)
                .bind("since", since)
                .map((row, context) -> new Use(row.getString("model"), row.getLong("revisions")))
                .list();
    }

    private static int meetings(Handle handle, Instant since) {
        return handle.createQuery("select count(*) from meeting where started_at >= :since")
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    private static OptionalDouble confidence(Handle handle, Instant since) {
        var all = new ArrayList<Double>();
        handle.createQuery(
                        """
                        select words from segment where started_at >= :since
                        order by number desc fetch first :limit rows only
                        """)
                .bind("since", since)
                .bind("limit", CONFIDENCE_SEGMENTS)
                .mapTo(String.class)
                .forEach(words -> confidences(words).forEach(all::add));
        return all.stream().mapToDouble(Double::doubleValue).average();
    }

    private static DoubleStream confidences(String words) {
        try {
            return StreamSupport.stream(JSON.readTree(words).spliterator(), false)
                    .mapToDouble(word -> word.path("confidence").asDouble());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a segment's words are not JSON", e);
        }
    }
}

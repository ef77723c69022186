package io.roomscribe.device.admin;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What happened since midnight, read from the entries that the box keeps: they are durable, and so
/// the story survives what it tells of. What was said is only counted.
///
/// Thread-safe.
public final class DayStory implements Supplier<List<DayEvent>> {
    private static final int EVENTS_MAX = 2000;

    private final Database database;
    private final MessageCodec codec;
    private final Clock clock;
    private final ZoneId zone;

    public DayStory(Database database, MessageCodec codec, Clock clock, ZoneId zone) {
        this.database = database;
        this.codec = codec;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public List<DayEvent> get() {
        var midnight = clock.instant().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        var events = new ArrayList<DayEvent>();
        var utterances = 0;
        var last = midnight;
        for (var entry : since(midnight)) {
            if (entry.body() instanceof EntryBody.Utterance) {
                utterances++;
                last = entry.at();
            }
            event(entry).ifPresent(events::add);
        }
        events.sort(Comparator.comparing(DayEvent::at));
        if (utterances > 0) {
            events.add(
                    new DayEvent(
                            last,
                            "speech",
                            utterances == 1
                                    ? "1 utterance understood so far today"
                                    : utterances + " utterances understood so far today"));
        }
        return events;
    }

    private record Kept(Instant at, EntryBody body) {}

    /// The newest so many; a row that cannot be read is not part of the story.
    private List<Kept> since(Instant from) {
        return database.read(tx -> {
            try (var select =
                    tx.connection()
                            .prepareStatement(
                                    """
                                    SELECT created_at, payload FROM (
                                        SELECT sequence, created_at, payload FROM outbox
                                        WHERE created_at >= ? ORDER BY sequence DESC LIMIT ?)
                                    ORDER BY sequence
                                    """)) {
                select.setObject(1, from);
                select.setInt(2, EVENTS_MAX);
                return kept(select);
            }
        });
    }

    private List<Kept> kept(PreparedStatement select) throws SQLException {
        var found = new ArrayList<Kept>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                var at = rows.getObject(1, Instant.class);
                body(rows.getString(2)).ifPresent(body -> found.add(new Kept(at, body)));
            }
        }
        return found;
    }

    private Optional<EntryBody> body(String payload) {
        try {
            return Optional.of(codec.decodeBody(payload));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static Optional<DayEvent> event(Kept entry) {
        return switch (entry.body()) {
            case EntryBody.RecordingStarted it ->
                    event(it.startedAt(), "recording", "Recording started from " + it.source());
            case EntryBody.RecordingEnded it ->
                    event(
                            entry.at(),
                            "recording",
                            "Recording of %s ended: %s"
                                    .formatted(
                                            Durations.of(it.samples() / Audio.SAMPLE_RATE),
                                            it.reason().word()));
            case EntryBody.Gap it ->
                    event(
                            it.startedAt(),
                            "gap",
                            "No audio for %s: %s"
                                    .formatted(
                                            Durations.of(
                                                    Duration.between(it.startedAt(), it.endedAt())
                                                            .toSeconds()),
                                            it.reason().word()));
            case EntryBody.Health it ->
                    event(
                            it.at(),
                            "condition",
                            it.active()
                                    ? "%s: %s".formatted(title(it.code()), it.text())
                                    : "Over: " + title(it.code()));
            case EntryBody.Mark it ->
                    event(
                            it.at(),
                            "mark",
                            it.label().isEmpty() ? "Marked" : "Marked, with a label");
            case EntryBody.Update it ->
                    event(
                            it.at(),
                            "update",
                            "Release %s: %s".formatted(it.version(), it.step().word()));
            case EntryBody.Acceptance it -> event(it.at(), "acceptance", "The room was accepted");
            case EntryBody.Erased _ -> event(entry.at(), "erasure", "Something was forgotten");
            case EntryBody.StreamOpened _ ->
                    event(entry.at(), "condition", "The outbox began anew");
            case EntryBody.RecordingRetimed _ ->
                    event(
                            entry.at(),
                            "recording",
                            "The clock was set; earlier times were corrected");
            case EntryBody.Utterance _,
                    EntryBody.Chunk _,
                    EntryBody.Tombstone _,
                    EntryBody.AudioRemoved _ ->
                    Optional.empty();
        };
    }

    private static String title(String code) {
        return DeviceCondition.ofCode(code).map(DeviceCondition::title).orElse(code);
    }

    private static Optional<DayEvent> event(Instant at, String kind, String text) {
        return Optional.of(new DayEvent(at, kind, text));
    }
}

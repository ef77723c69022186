package io.roomscribe.hub.transcript;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.message.EntryBody.RecordingRetimed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moves a recording, with its segments and chunks, to the time at which it really began.
///
/// Stateless.
final class Retiming {
    private Retiming() {}

    /// @param meetings in which something moved
    record Moved(Recording recording, List<String> meetings) {}

    private record Place(long number, long firstSample, long samples, Instant capturedAt) {}

    /// Empty when nothing moves: the recording is not known, or its time was right.
    static Optional<Moved> apply(IngestTransaction transaction, RecordingRetimed retimed) {
        var before = Recordings.find(transaction.handle(), retimed.recording());
        if (before.isEmpty()) {
            return Optional.empty();
        }
        var old = before.get();
        var recording = new Recording(old.id(), old.device(), old.room(), retimed.startedAt());
        transaction
                .handle()
                .createUpdate(
                        "update recording set started_at = :startedAt, clock = :clock"
                                + " where id = :id")
                .bind("startedAt", retimed.startedAt())
                .bind("clock", retimed.clock().word())
                .bind("id", recording.id().toString())
                .execute();
        if (old.startedAt().equals(retimed.startedAt())) {
            // Its clock was right, and nobody could know.
            return Optional.empty();
        }
        moveSegments(
                transaction, recording, Duration.between(old.startedAt(), retimed.startedAt()));
        moveChunks(transaction, recording);
        return Optional.of(new Moved(recording, meetings(transaction, recording)));
    }

    private static void moveSegments(
            IngestTransaction transaction, Recording recording, Duration delta) {
        var places =
                transaction
                        .handle()
                        .createQuery(
                                """
                                select number, first_sample, samples, captured_at from segment
                                where recording_id = :recording
                                """)
                        .bind("recording", recording.id().toString())
                        .map((row, context) ->
                                new Place(
                                        row.getLong("number"),
                                        row.getLong("first_sample"),
                                        row.getLong("samples"),
                                        HubDatabase.instant(row, "captured_at")))
                        .list();
        for (var place : places) {
            transaction
                    .handle()
                    .createUpdate(
                            """
                            update segment set started_at = :startedAt, ended_at = :endedAt,
                                captured_at = :capturedAt
                            where number = :number
                            """)
                    .bind("startedAt", recording.at(place.firstSample()))
                    .bind("endedAt", recording.at(place.firstSample() + place.samples()))
                    .bind("capturedAt", place.capturedAt().plus(delta))
                    .bind("number", place.number())
                    .execute();
        }
    }

    private static void moveChunks(IngestTransaction transaction, Recording recording) {
        var places =
                transaction
                        .handle()
                        .createQuery(
                                "select id, first_sample from chunk"
                                        + " where recording_id = :recording")
                        .bind("recording", recording.id().toString())
                        .map((row, context) ->
                                java.util.Map.entry(
                                        row.getString("id"), row.getLong("first_sample")))
                        .list();
        for (var place : places) {
            transaction
                    .handle()
                    .createUpdate("update chunk set started_at = :startedAt where id = :id")
                    .bind("startedAt", recording.at(place.getValue()))
                    .bind("id", place.getKey())
                    .execute();
        }
    }

    private static List<String> meetings(IngestTransaction transaction, Recording recording) {
        return transaction
                .handle()
                .createQuery(
                        "select distinct meeting_id from segment where recording_id = :recording")
                .bind("recording", recording.id().toString())
                .mapTo(String.class)
                .list();
    }
}

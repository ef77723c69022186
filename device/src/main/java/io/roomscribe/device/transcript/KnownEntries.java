package io.roomscribe.device.transcript;

import io.roomscribe.device.chunk.ToldEntries;
import io.roomscribe.device.outbox.EntrySource;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the tables still know of damaged entries: recordings and chunks exactly, utterances without
/// their words' times and their speaker's vector, which only the entry had.
///
/// Stateless; runs on `store-writer`.
public final class KnownEntries implements EntrySource {
    private final ToldEntries told;

    /// A row and the entry that it was told by.
    private record Place(long recording, long firstSample, long sequence) {}

    public KnownEntries(ToldEntries told) {
        this.told = told;
    }

    @Override
    public List<EntryBody> candidates(Transaction tx) throws SQLException {
        return told.all(tx);
    }

    @Override
    public List<EntryBody> remains(Transaction tx, long sequence) throws SQLException {
        return tx.query(
                """
                SELECT recording, first_sample, samples, started_at, text
                FROM utterance WHERE sequence = ?
                """,
                KnownEntries::utterance,
                sequence);
    }

    private static EntryBody utterance(ResultSet row) throws SQLException {
        var startedAt = row.getObject(4, Instant.class);
        return new EntryBody.Utterance(
                new RecordingId(row.getLong(1)),
                row.getLong(2),
                row.getLong(3),
                startedAt,
                startedAt.plus(Audio.duration(row.getLong(3))),
                row.getString(5),
                List.of(),
                List.of(),
                "und",
                "");
    }

    /// What is of a closed stream has sequence 0 from now on, which no stream gives.
    @Override
    public void renumbered(Transaction tx, Map<Long, Long> newByOld, long ackedThrough)
            throws SQLException {
        told.renumbered(tx, newByOld, ackedThrough);
        var rows =
                tx.query(
                        "SELECT recording, first_sample, sequence FROM utterance",
                        row -> new Place(row.getLong(1), row.getLong(2), row.getLong(3)));
        for (var row : rows) {
            tx.update(
                    "UPDATE utterance SET sequence = ? WHERE recording = ? AND first_sample = ?",
                    newByOld.getOrDefault(row.sequence(), 0L),
                    row.recording(),
                    row.firstSample());
        }
    }

    /// What was said need not be recognised again.
    @Override
    public void restored(Transaction tx, EntryBody body, long sequence) throws SQLException {
        if (body instanceof EntryBody.Utterance said && !TranscriptStore.isThere(tx, said)) {
            TranscriptStore.insert(tx, said, sequence);
        }
    }
}

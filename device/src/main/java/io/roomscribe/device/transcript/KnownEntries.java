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

    public KnownEntries(ToldEntries told) {
        this.told = told;
    }

    @Override
    public List<EntryBody> candidates(Transaction tx) throws SQLException {
        return told.all(tx);
    }

    @Override
    public List<EntryBody> remains(Transaction tx, long sequence) throws SQLException {
        try (var query =
                tx.connection()
                        .prepareStatement(
                                """
                                SELECT recording, first_sample, samples, started_at, text
                                FROM utterance WHERE sequence = ?
                                """)) {
            query.setLong(1, sequence);
            try (var row = query.executeQuery()) {
                return row.next() ? List.of(utterance(row)) : List.of();
            }
        }
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

    @Override
    public void renumbered(Transaction tx, Map<Long, Long> newByOld, long ackedThrough)
            throws SQLException {
        told.renumbered(tx, newByOld, ackedThrough);
        try (var closed =
                tx.connection().prepareStatement("UPDATE utterance SET sequence = -sequence")) {
            closed.executeUpdate();
        }
        try (var moved =
                tx.connection()
                        .prepareStatement("UPDATE utterance SET sequence = ? WHERE sequence = ?")) {
            for (var entry : newByOld.entrySet()) {
                moved.setLong(1, entry.getValue());
                moved.setLong(2, -entry.getKey());
                moved.addBatch();
            }
            moved.executeBatch();
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

package io.roomscribe.device.transcript;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.EntryLog;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import java.sql.SQLException;
import java.time.ZoneOffset;

/// Utterances. Telling one twice changes nothing: after a failure the recogniser may repeat what it
/// had said already.
///
/// Thread-safe. Each method returns once everything is on the medium.
public final class TranscriptStore {
    private final Database database;
    private final EntryLog entries;
    private final ChunkStore chunks;

    public TranscriptStore(Database database, EntryLog entries, ChunkStore chunks) {
        this.database = database;
        this.entries = entries;
        this.chunks = chunks;
    }

    /// Keeps the utterance, queues it for the hub and moves recognition past it.
    ///
    /// @return false when it was known
    public boolean add(EntryBody.Utterance utterance) {
        return database.inTransaction(tx -> {
            var isNew = !isKnown(tx, utterance);
            if (isNew) {
                insert(tx, utterance, entries.append(tx, utterance));
            }
            chunks.recognised(
                    tx, utterance.recording(), utterance.firstSample() + utterance.samples());
            return isNew;
        });
    }

    /// Nothing more is to be said of what lies before `throughSample`.
    public void recognised(RecordingId recording, long throughSample) {
        database.inTransaction(tx -> {
            chunks.recognised(tx, recording, throughSample);
            return true;
        });
    }

    private static boolean isKnown(Transaction tx, EntryBody.Utterance utterance)
            throws SQLException {
        try (var query =
                tx.connection()
                        .prepareStatement(
                                "SELECT 1 FROM utterance WHERE recording = ? AND first_sample = ?")) {
            query.setLong(1, utterance.recording().bits());
            query.setLong(2, utterance.firstSample());
            try (var row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void insert(Transaction tx, EntryBody.Utterance utterance, long sequence)
            throws SQLException {
        try (var insert =
                tx.connection()
                        .prepareStatement(
                                """
                                INSERT INTO utterance
                                    (recording, first_sample, samples, sequence, started_at, text)
                                VALUES (?, ?, ?, ?, ?, ?)
                                """)) {
            insert.setLong(1, utterance.recording().bits());
            insert.setLong(2, utterance.firstSample());
            insert.setLong(3, utterance.samples());
            insert.setLong(4, sequence);
            insert.setObject(5, utterance.startedAt().atOffset(ZoneOffset.UTC));
            insert.setString(6, utterance.text());
            insert.executeUpdate();
        }
    }
}

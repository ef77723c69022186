package io.roomscribe.device.transcript;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.EntryLog;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Stretch;
import java.sql.SQLException;
import java.util.List;

/// What was said. An utterance, its outbox entry, the position recognition has come to, and the
/// entries of the chunks and of the recording that are thereby done, are one transaction.
///
/// Thread-safe, but positions are moved by one thread only, the transcriber's.
public final class TranscriptStore {
    private final Database database;
    private final EntryLog entries;
    private final ChunkStore chunks;

    public TranscriptStore(Database database, Outbox outbox, ChunkStore chunks) {
        this(database, outbox::append, chunks);
    }

    TranscriptStore(Database database, EntryLog entries, ChunkStore chunks) {
        this.database = database;
        this.entries = entries;
        this.chunks = chunks;
    }

    /// Commits an utterance; one that begins before the committed position was committed before,
    /// and is left out.
    ///
    /// @return false when it was left out
    public boolean add(EntryBody.Utterance utterance) {
        var recording = utterance.recording();
        if (utterance.firstSample() < chunks.recognisedThrough(recording)) {
            return false;
        }
        return database.inTransaction(tx -> {
            if (isThere(tx, utterance)) {
                return false;
            }
            insert(tx, utterance, entries.append(tx, utterance));
            chunks.recognised(tx, recording, utterance.firstSample() + utterance.samples());
            return true;
        });
    }

    /// Commits that everything before `throughSample` is recognised.
    public void recognised(RecordingId recording, long throughSample) {
        database.inTransaction(tx -> {
            chunks.recognised(tx, recording, throughSample);
            return throughSample;
        });
    }

    /// An utterance as it is kept.
    ///
    /// @param sequence of the entry that tells the hub of it
    public record Kept(long firstSample, long samples, long sequence, String text) {}

    /// The utterances that lie in a stretch by more than half, in order.
    public List<Kept> within(Stretch stretch) {
        return database.read(tx ->
                tx.query(
                        """
                        SELECT first_sample, samples, sequence, text FROM utterance
                        WHERE recording = ?
                            AND 2 * (LEAST(first_sample + samples, ?) - GREATEST(first_sample, ?))
                                > samples
                        ORDER BY first_sample
                        """,
                        row ->
                                new Kept(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getString(4)),
                        stretch.recording().bits(),
                        stretch.endSample(),
                        stretch.firstSample()));
    }

    static boolean isThere(Transaction tx, EntryBody.Utterance utterance) throws SQLException {
        try (var select =
                tx.connection()
                        .prepareStatement(
                                """
                                SELECT 1 FROM utterance
                                WHERE recording = ? AND first_sample = ?
                                """)) {
            select.setLong(1, utterance.recording().bits());
            select.setLong(2, utterance.firstSample());
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static void insert(Transaction tx, EntryBody.Utterance utterance, long sequence)
            throws SQLException {
        try (var insert =
                tx.connection()
                        .prepareStatement(
                                """
                                INSERT INTO utterance (recording, first_sample, samples, sequence,
                                    started_at, text)
                                VALUES (?, ?, ?, ?, ?, ?)
                                """)) {
            insert.setLong(1, utterance.recording().bits());
            insert.setLong(2, utterance.firstSample());
            insert.setLong(3, utterance.samples());
            insert.setLong(4, sequence);
            insert.setObject(5, utterance.startedAt());
            insert.setString(6, utterance.text());
            insert.executeUpdate();
        }
    }
}

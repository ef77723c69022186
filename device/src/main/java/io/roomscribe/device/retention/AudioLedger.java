package io.roomscribe.device.retention;

import io.roomscribe.device.chunk.ChunkState;
import io.roomscribe.device.chunk.EntryLog;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.RemovalReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the tables say of each chunk's audio: which files are there, and which of them may go.
///
/// Thread-safe.
final class AudioLedger {
    private static final String SELECT =
            """
            SELECT c.recording, c.chunk_index, c.first_sample, c.samples, c.started_at, c.hash,
                c.state, c.raw, COALESCE(k.bytes, 0)
            FROM chunk c JOIN recording r ON r.recording = c.recording
                LEFT JOIN kept_audio k
                    ON k.recording = c.recording AND k.chunk_index = c.chunk_index
            WHERE
            """;
    private static final String OLDEST_FIRST = " ORDER BY r.number, c.chunk_index LIMIT ";

    /// The newest recording's last two chunks keep their segment files: from them the next start
    /// learns when and why the recording ended.
    private static final String NOT_NEWEST =
            """
            AND (r.number < (SELECT MAX(number) FROM recording)
                OR c.chunk_index < (SELECT MAX(chunk_index) - 1 FROM chunk n
                    WHERE n.recording = c.recording))
            """;

    private final Database database;

    AudioLedger(Database database) {
        this.database = database;
    }

    /// The hub has everything up to this sequence: so it has the text of chunks told of before.
    void acknowledged(long throughSequence) {
        var known =
                one(
                        "SELECT COUNT(*) FROM chunk"
                                + " WHERE state = 'transcribed' AND entry BETWEEN 1 AND ?",
                        throughSequence);
        if (known > 0) {
            write(
                    "UPDATE chunk SET state = 'synced'"
                            + " WHERE state = 'transcribed' AND entry BETWEEN 1 AND ?",
                    throughSequence);
        }
    }

    /// Chunks whose text exists and that have no compressed file yet.
    List<HeldChunk> uncompressed(int limit) {
        return chunks(
                "c.state IN ('transcribed', 'synced') AND c.raw AND k.bytes IS NULL"
                        + OLDEST_FIRST
                        + limit);
    }

    /// Segment files that have served: the hub has the text, and the audio is kept compressed.
    List<HeldChunk> servedRaw(int limit) {
        return chunks(
                "c.state = 'synced' AND c.raw AND k.bytes IS NOT NULL\n"
                        + NOT_NEWEST
                        + OLDEST_FIRST
                        + limit);
    }

    /// How many chunks' text waits for the hub.
    long unacknowledged() {
        return one("SELECT COUNT(*) FROM chunk WHERE state = 'transcribed'");
    }

    Optional<HeldChunk> find(ChunkId chunk) {
        return chunks(
                        "c.recording = ? AND c.chunk_index = ?",
                        chunk.recording().bits(),
                        chunk.index())
                .stream()
                .findFirst();
    }

    void kept(HeldChunk chunk, String path, long bytes, String hash) {
        database.inTransaction(tx -> {
            tx.update(
                    "MERGE INTO kept_audio (recording, chunk_index, path, bytes, hash)"
                            + " KEY (recording, chunk_index) VALUES (?, ?, ?, ?, ?)",
                    chunk.chunk().recording().bits(),
                    chunk.chunk().index(),
                    path,
                    bytes,
                    hash);
            return true;
        });
    }

    /// SHA-256 of a chunk's compressed file, empty when there is none.
    Optional<String> keptHash(ChunkId chunk) {
        return database.read(tx -> {
            var found =
                    tx.query(
                            "SELECT hash FROM kept_audio WHERE recording = ? AND chunk_index = ?",
                            row -> row.getString(1),
                            chunk.recording().bits(),
                            chunk.index());
            return found.stream().findFirst();
        });
    }

    void damaged(HeldChunk chunk) {
        write(
                "UPDATE chunk SET state = 'quarantined' WHERE recording = ? AND chunk_index = ?",
                chunk.chunk().recording().bits(),
                chunk.chunk().index());
    }

    /// Before segment files are deleted.
    void rawDropped(List<HeldChunk> chunks) {
        database.inTransaction(tx -> {
            for (var chunk : chunks) {
                tx.update(
                        "UPDATE chunk SET raw = FALSE WHERE recording = ? AND chunk_index = ?",
                        chunk.chunk().recording().bits(),
                        chunk.chunk().index());
            }
            return true;
        });
    }

    /// Chunks whose text the hub has, and whose age counts from before `before`, oldest first.
    List<HeldChunk> agedBefore(Instant before, int limit) {
        return chunks(
                "c.state = 'synced' AND c.aged_from < ?\n" + NOT_NEWEST + OLDEST_FIRST + limit,
                before);
    }

    /// Chunks whose text the hub has.
    List<HeldChunk> acknowledged(int limit) {
        return chunks("c.state = 'synced'\n" + NOT_NEWEST + OLDEST_FIRST + limit);
    }

    /// Segment files of which there is a compressed copy, though the hub does not have the text.
    List<HeldChunk> secondCopies(int limit) {
        return chunks(
                "c.state = 'transcribed' AND c.raw AND k.bytes IS NOT NULL\n"
                        + NOT_NEWEST
                        + OLDEST_FIRST
                        + limit);
    }

    /// Chunks whose text exists on the box only.
    List<HeldChunk> transcribed(int limit) {
        return chunks("c.state = 'transcribed'\n" + NOT_NEWEST + OLDEST_FIRST + limit);
    }

    /// Chunks whose segment file is gone by what the tables say, though their audio is kept.
    List<HeldChunk> withoutRaw() {
        return chunks("NOT c.raw AND c.state <> 'expired' AND k.bytes IS NOT NULL");
    }

    /// Chunks that are gone by what the tables say, though not all of their files are yet.
    List<HeldChunk> leftovers(int limit) {
        return chunks(
                "c.state = 'expired' AND (c.raw OR k.bytes IS NOT NULL)" + OLDEST_FIRST + limit);
    }

    /// From now on nothing is there of these chunks' audio: says so to the hub, in one entry for
    /// chunks that follow each other. Their files are deleted after this, see [#filesGone].
    void expired(EntryLog entries, List<HeldChunk> chunks, RemovalReason reason, Instant now) {
        database.inTransaction(tx -> {
            for (var run : runs(chunks)) {
                var first = run.getFirst();
                var sequence =
                        entries.append(
                                tx,
                                new EntryBody.AudioRemoved(
                                        first.chunk().recording(),
                                        first.firstSample(),
                                        run.getLast().endSample() - first.firstSample(),
                                        reason,
                                        now));
                for (var chunk : run) {
                    tx.update(
                            "UPDATE chunk SET state = 'expired', entry = ?"
                                    + " WHERE recording = ? AND chunk_index = ?",
                            sequence,
                            chunk.chunk().recording().bits(),
                            chunk.chunk().index());
                }
            }
            return true;
        });
    }

    /// Stretches without a hole, in the order given.
    private static List<List<HeldChunk>> runs(List<HeldChunk> chunks) {
        var runs = new ArrayList<List<HeldChunk>>();
        for (var chunk : chunks) {
            var last = runs.isEmpty() ? null : runs.getLast().getLast();
            if (last != null
                    && last.chunk().recording().equals(chunk.chunk().recording())
                    && last.endSample() == chunk.firstSample()) {
                runs.getLast().add(chunk);
            } else {
                runs.add(new ArrayList<>(List.of(chunk)));
            }
        }
        return runs;
    }

    /// After the files of expired chunks were deleted.
    void filesGone(List<HeldChunk> chunks) {
        database.inTransaction(tx -> {
            for (var chunk : chunks) {
                var recording = chunk.chunk().recording().bits();
                var index = chunk.chunk().index();
                tx.update(
                        "UPDATE chunk SET raw = FALSE WHERE recording = ? AND chunk_index = ?",
                        recording,
                        index);
                tx.update(
                        "DELETE FROM kept_audio WHERE recording = ? AND chunk_index = ?",
                        recording,
                        index);
            }
            return true;
        });
    }

    /// From now on the age of every chunk counts; the wall clock is good. What was recorded by a
    /// clock that was not is as old as its discovery.
    void startAgeing(Instant now) {
        if (one("SELECT COUNT(*) FROM chunk WHERE aged_from IS NULL AND state <> 'expired'") > 0) {
            write(
                    """
                    UPDATE chunk SET aged_from = CASE
                        WHEN started_at < ? AND (SELECT clock FROM recording r
                            WHERE r.recording = chunk.recording) <> 'UNSYNCED' THEN started_at
                        ELSE ? END
                    WHERE aged_from IS NULL
                    """,
                    now,
                    now);
        }
    }

    /// Rows of what the hub has and can no longer ask for again: its entries left the outbox.
    void forgetTold(long firstInOutbox) {
        if (one("SELECT COUNT(*) FROM utterance WHERE sequence < ?", firstInOutbox) > 0) {
            write("DELETE FROM utterance WHERE sequence < ?", firstInOutbox);
        }
        var gone = "state = 'expired' AND NOT raw AND entry BETWEEN 1 AND ?";
        if (one("SELECT COUNT(*) FROM chunk WHERE " + gone, firstInOutbox - 1) > 0) {
            write("DELETE FROM chunk WHERE " + gone, firstInOutbox - 1);
        }
    }

    /// Bytes of all segment files and compressed files that belong to sealed chunks.
    long audioBytes() {
        return one("SELECT COALESCE(SUM(samples * 2 + 9000), 0) FROM chunk WHERE raw")
                + one("SELECT COALESCE(SUM(bytes), 0) FROM kept_audio");
    }

    List<HeldChunk> chunks(String where, Object... parameters) {
        return database.read(tx -> tx.query(SELECT + where, AudioLedger::chunk, parameters));
    }

    private static HeldChunk chunk(ResultSet row) throws SQLException {
        return new HeldChunk(
                new ChunkId(new RecordingId(row.getLong(1)), row.getInt(2)),
                row.getLong(3),
                row.getInt(4),
                row.getObject(5, Instant.class),
                row.getString(6),
                ChunkState.parse(row.getString(7)),
                row.getBoolean(8),
                row.getLong(9));
    }

    private long one(String sql, Object... parameters) {
        return database.read(tx -> tx.query(sql, row -> row.getLong(1), parameters).getFirst());
    }

    private void write(String sql, Object... parameters) {
        database.inTransaction(tx -> {
            tx.update(sql, parameters);
            return true;
        });
    }
}

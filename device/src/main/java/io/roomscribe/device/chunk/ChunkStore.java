package io.roomscribe.device.chunk;

import io.roomscribe.device.recording.RecordingEnd;
import io.roomscribe.device.recording.RecordingStart;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Recordings, chunks and gaps. Everything can be told twice: what is known already changes nothing
/// and tells the hub nothing. A chunk's entry, and the entry of a recording's end, follow when its
/// speech is recognised so far, whichever of the two comes last.
///
/// Thread-safe; methods that take a transaction run on `store-writer`.
public final class ChunkStore {
    private final Database database;
    private final EntryLog entries;
    private final RoomId room;
    private final String roomName;

    /// @param roomName for people
    public ChunkStore(Database database, EntryLog entries, RoomId room, String roomName) {
        this.database = database;
        this.entries = entries;
        this.room = room;
        this.roomName = roomName;
    }

    /// A recording began: its row, the gaps before it, and their entries. The gaps before a
    /// recording without a good clock are withheld until it is re-timed.
    void started(RecordingStart start) {
        database.inTransaction(tx -> {
            if (isKnown(tx, start.recording())) {
                return false;
            }
            insert(tx, start);
            gaps(tx, start);
            entries.append(
                    tx,
                    new EntryBody.RecordingStarted(
                            start.recording(),
                            room,
                            roomName,
                            start.bootId(),
                            start.startedAt(),
                            start.clock(),
                            start.source()));
            return true;
        });
    }

    /// The clock became good: the recording and its chunks move, and the gaps before it can be
    /// told.
    void retimed(RecordingStart start) {
        database.inTransaction(tx -> {
            if (!isUnsynced(tx, start.recording())) {
                return false;
            }
            tx.update(
                    "UPDATE recording SET started_at = ?, clock = ? WHERE recording = ?",
                    start.startedAt(),
                    start.clock().name(),
                    start.recording().bits());
            for (var chunk : ChunkRows.of(tx, start.recording())) {
                tx.update(
                        "UPDATE chunk SET started_at = ? WHERE recording = ? AND chunk_index = ?",
                        start.at(chunk.firstSample()),
                        start.recording().bits(),
                        chunk.chunk().index());
            }
            entries.append(
                    tx,
                    new EntryBody.RecordingRetimed(
                            start.recording(), start.startedAt(), start.clock()));
            gaps(tx, start);
            return true;
        });
    }

    private static boolean isUnsynced(Transaction tx, RecordingId recording) throws SQLException {
        return !tx.query(
                        "SELECT 1 FROM recording WHERE recording = ? AND clock = ?",
                        row -> true,
                        recording.bits(),
                        ClockQuality.UNSYNCED.name())
                .isEmpty();
    }

    /// Writes the gaps before a recording, and tells them if its clock is good.
    private void gaps(Transaction tx, RecordingStart start) throws SQLException {
        var isGood = start.clock().isGood();
        tx.update("DELETE FROM gap_piece WHERE before_recording = ?", start.recording().bits());
        for (var i = 0; i < start.gapsBefore().size(); i++) {
            var gap = start.gapsBefore().get(i);
            tx.update(
                    "INSERT INTO gap_piece"
                            + " (before_recording, piece, started_at, ended_at, reason, told)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    start.recording().bits(),
                    i,
                    gap.startedAt(),
                    gap.endedAt(),
                    gap.reason().word(),
                    isGood);
            if (isGood) {
                entries.append(
                        tx,
                        new EntryBody.Gap(
                                room,
                                gap.isPlausible() ? gap.startedAt() : gap.endedAt(),
                                gap.endedAt(),
                                gap.reason()));
            }
        }
    }

    private static void insert(Transaction tx, RecordingStart start) throws SQLException {
        tx.update(
                """
                INSERT INTO recording (recording, boot_id, started_at, clock, source, ended_at,
                    recognised_through)
                VALUES (?, ?, ?, ?, ?, ?,
                    -- Not 0 when the database was rebuilt and its utterances could be saved.
                    (SELECT COALESCE(MAX(first_sample + samples), 0) FROM utterance u
                        WHERE u.recording = ?))
                """,
                start.recording().bits(),
                start.bootId(),
                start.startedAt(),
                start.clock().name(),
                start.source(),
                start.startedAt(),
                start.recording().bits());
    }

    private static boolean isKnown(Transaction tx, RecordingId recording) throws SQLException {
        return !tx.query(
                        "SELECT 1 FROM recording WHERE recording = ?",
                        row -> true,
                        recording.bits())
                .isEmpty();
    }

    /// A chunk's audio was changed by an erasure, perhaps before the journal told of the chunk.
    public void changed(Transaction tx, SealedChunk chunk) throws SQLException {
        addChunk(tx, chunk);
        tx.update(
                "UPDATE chunk SET hash = ?, peak_dbfs = ?, rms_dbfs = ?"
                        + " WHERE recording = ? AND chunk_index = ?",
                chunk.hash(),
                chunk.peakDbfs(),
                chunk.rmsDbfs(),
                chunk.chunk().recording().bits(),
                chunk.chunk().index());
    }

    /// A chunk's audio is complete on the disk.
    void sealed(SealedChunk chunk) {
        database.inTransaction(tx -> {
            addChunk(tx, chunk);
            settle(tx, chunk.chunk().recording());
            return true;
        });
    }

    private static void addChunk(Transaction tx, SealedChunk chunk) throws SQLException {
        tx.update(
                "INSERT INTO chunk ("
                        + ChunkRows.COLUMNS
                        + ", state) SELECT ?, ?, ?, ?, ?, ?, ?, ?, 'sealed' WHERE NOT EXISTS"
                        + " (SELECT 1 FROM chunk WHERE recording = ? AND chunk_index = ?)",
                chunk.chunk().recording().bits(),
                chunk.chunk().index(),
                chunk.firstSample(),
                chunk.samples(),
                chunk.startedAt(),
                chunk.hash(),
                chunk.peakDbfs(),
                chunk.rmsDbfs(),
                chunk.chunk().recording().bits(),
                chunk.chunk().index());
    }

    /// Every ended recording the table knows, also those whose audio is gone.
    public List<RecordedSpan> recorded() {
        return database.read(tx ->
                tx.query(
                        """
                        SELECT recording, started_at, samples FROM recording
                        WHERE end_reason <> '' ORDER BY number
                        """,
                        row ->
                                new RecordedSpan(
                                        new RecordingId(row.getLong(1)),
                                        row.getObject(2, Instant.class),
                                        row.getLong(3))));
    }

    /// A recording ended; all of its chunks were told before.
    void ended(RecordingEnd end) {
        database.inTransaction(tx -> {
            tx.update(
                    """
                    UPDATE recording SET end_reason = ?, samples = ?, ended_at = ?
                    WHERE recording = ? AND end_reason = ''
                    """,
                    end.reason().word(),
                    end.samples(),
                    end.endedAt(),
                    end.recording().bits());
            settle(tx, end.recording());
            return true;
        });
    }

    /// Everything said before `throughSample` is in the outbox with this transaction. Appends the
    /// entries of the chunks that are thereby done and, at its end, of the recording.
    public void recognised(Transaction tx, RecordingId recording, long throughSample)
            throws SQLException {
        tx.update(
                "UPDATE recording SET recognised_through = GREATEST(recognised_through, ?)"
                        + " WHERE recording = ?",
                throughSample,
                recording.bits());
        settle(tx, recording);
    }

    private void settle(Transaction tx, RecordingId recording) throws SQLException {
        for (var chunk : recognisedButSealed(tx, recording)) {
            var sequence = entries.append(tx, ChunkRows.entry(chunk));
            tx.update(
                    "UPDATE chunk SET state = 'transcribed', entry = ?"
                            + " WHERE recording = ? AND chunk_index = ?",
                    sequence,
                    chunk.chunk().recording().bits(),
                    chunk.chunk().index());
        }
        var end = recognisedButUntold(tx, recording);
        if (end.isPresent()) {
            tx.update("UPDATE recording SET end_told = TRUE WHERE recording = ?", recording.bits());
            entries.append(tx, end.get());
        }
    }

    private static List<SealedChunk> recognisedButSealed(Transaction tx, RecordingId recording)
            throws SQLException {
        return ChunkRows.chunks(
                tx,
                "SELECT "
                        + ChunkRows.COLUMNS
                        + " FROM chunk WHERE recording = ? AND state = 'sealed'"
                        + " AND first_sample + samples <="
                        + " (SELECT recognised_through FROM recording r"
                        + " WHERE r.recording = chunk.recording) ORDER BY chunk_index",
                recording.bits());
    }

    private static Optional<EntryBody.RecordingEnded> recognisedButUntold(
            Transaction tx, RecordingId recording) throws SQLException {
        return tx
                .query(
                        """
                        SELECT samples, end_reason FROM recording
                        WHERE recording = ? AND end_reason <> '' AND NOT end_told
                            AND recognised_through >= samples
                        """,
                        row ->
                                new EntryBody.RecordingEnded(
                                        recording,
                                        row.getLong(1),
                                        EndReason.parse(row.getString(2))),
                        recording.bits())
                .stream()
                .findFirst();
    }

    /// The oldest recording with speech that is not recognised yet; the one being recorded counts.
    public Optional<RecognitionPosition> oldestUnrecognised() {
        return unrecognised(" FETCH FIRST ROW ONLY").stream().findFirst();
    }

    /// Every recording that is not recognised to its end, oldest first.
    public List<RecognitionPosition> unrecognised() {
        return unrecognised("");
    }

    private List<RecognitionPosition> unrecognised(String limit) {
        return database.read(tx ->
                tx.query(
                        "SELECT recording, recognised_through FROM recording"
                                + " WHERE end_reason = '' OR NOT end_told ORDER BY number"
                                + limit,
                        row ->
                                new RecognitionPosition(
                                        new RecordingId(row.getLong(1)), row.getLong(2))));
    }

    /// How far a recording is recognised and committed, 0 for one that is not known.
    public long recognisedThrough(RecordingId recording) {
        return database.read(tx ->
                tx
                        .query(
                                "SELECT recognised_through FROM recording WHERE recording = ?",
                                row -> row.getLong(1),
                                recording.bits())
                        .stream()
                        .findFirst()
                        .orElse(0L));
    }

    /// Chunks in a state, oldest first.
    public List<SealedChunk> chunks(ChunkState state, int limit) {
        return database.read(tx ->
                ChunkRows.chunks(
                        tx,
                        "SELECT "
                                + ChunkRows.COLUMNS
                                + " FROM chunk JOIN (SELECT recording AS r, number FROM recording)"
                                + " ON r = recording WHERE state = ?"
                                + " ORDER BY number, chunk_index FETCH FIRST "
                                + limit
                                + " ROWS ONLY",
                        state.word()));
    }

    /// Recordings of which the hub has not been told the end.
    Set<RecordingId> untold() {
        return recordings("SELECT recording FROM recording WHERE NOT end_told");
    }

    /// Recordings of which the table knows everything.
    Set<RecordingId> complete() {
        return recordings("SELECT recording FROM recording WHERE end_reason <> ''");
    }

    /// Recordings whose time the table has from a clock that was not good.
    Set<RecordingId> unsynced() {
        return recordings("SELECT recording FROM recording WHERE clock = 'UNSYNCED'");
    }

    private Set<RecordingId> recordings(String sql) {
        return database.read(
                tx -> new HashSet<>(tx.query(sql, row -> new RecordingId(row.getLong(1)))));
    }

    /// Ends a recording whose files are gone with what the table knows of it.
    void endedWithoutFiles(RecordingId recording) {
        var samples =
                database.read(tx ->
                        tx.query(
                                        "SELECT COALESCE(MAX(first_sample + samples), 0)"
                                                + " FROM chunk WHERE recording = ?",
                                        row -> row.getLong(1),
                                        recording.bits())
                                .getFirst());
        database.inTransaction(tx -> {
            tx.update(
                    "UPDATE recording SET"
                            + " end_reason = CASE end_reason WHEN '' THEN ? ELSE end_reason END,"
                            + " samples = ?,"
                            + " recognised_through = GREATEST(recognised_through, ?)"
                            + " WHERE recording = ?",
                    EndReason.RESTART.word(),
                    samples,
                    samples,
                    recording.bits());
            settle(tx, recording);
            return true;
        });
    }
}

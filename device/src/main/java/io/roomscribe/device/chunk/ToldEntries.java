package io.roomscribe.device.chunk;

import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.GapReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The entries that the tables of this package were once told by, made again from the rows: if one
/// of them is damaged in the outbox, its hash tells which of these it was.
///
/// Stateless; runs on `store-writer`.
public final class ToldEntries {
    private final RoomId room;
    private final String roomName;

    /// A row and the entry that it was told by.
    private record Place(long recording, int index, long entry) {}

    public ToldEntries(RoomId room, String roomName) {
        this.room = room;
        this.roomName = roomName;
    }

    public List<EntryBody> all(Transaction tx) throws SQLException {
        var bodies = new ArrayList<EntryBody>();
        for (var chunk :
                ChunkRows.chunks(
                        tx,
                        "SELECT " + ChunkRows.COLUMNS + " FROM chunk WHERE state <> ?",
                        "sealed")) {
            bodies.add(ChunkRows.entry(chunk));
        }
        bodies.addAll(
                tx.query(
                        "SELECT recording, boot_id, started_at, clock, source FROM recording",
                        this::started));
        bodies.addAll(
                tx.query(
                        "SELECT recording, samples, end_reason FROM recording WHERE end_told",
                        ToldEntries::ended));
        bodies.addAll(tx.query("SELECT started_at, ended_at, reason FROM gap_piece", this::gap));
        return bodies;
    }

    private EntryBody started(ResultSet row) throws SQLException {
        return new EntryBody.RecordingStarted(
                new RecordingId(row.getLong(1)),
                room,
                roomName,
                row.getString(2),
                row.getObject(3, Instant.class),
                ClockQuality.valueOf(row.getString(4)),
                row.getString(5));
    }

    private static EntryBody ended(ResultSet row) throws SQLException {
        return new EntryBody.RecordingEnded(
                new RecordingId(row.getLong(1)), row.getLong(2), EndReason.parse(row.getString(3)));
    }

    private EntryBody gap(ResultSet row) throws SQLException {
        return new EntryBody.Gap(
                room,
                row.getObject(1, Instant.class),
                row.getObject(2, Instant.class),
                GapReason.parse(row.getString(3)));
    }

    /// A chunk's audio may go once its entry is acknowledged, so it has to know the new sequence.
    /// What the hub acknowledged of a closed stream stays acknowledged, what was lost with it is
    /// not.
    public void renumbered(Transaction tx, Map<Long, Long> newByOld, long ackedThrough)
            throws SQLException {
        var rows =
                tx.query(
                        "SELECT recording, chunk_index, entry FROM chunk WHERE entry > 0",
                        row -> new Place(row.getLong(1), row.getInt(2), row.getLong(3)));
        for (var row : rows) {
            tx.update(
                    "UPDATE chunk SET entry = ? WHERE recording = ? AND chunk_index = ?",
                    newByOld.getOrDefault(row.entry(), row.entry() <= ackedThrough ? 1L : 0L),
                    row.recording(),
                    row.index());
        }
    }
}

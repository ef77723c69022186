package io.roomscribe.device.chunk;

import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// How chunks lie in their table.
///
/// Runs on `store-writer`.
final class ChunkRows {
    static final String COLUMNS =
            "recording, chunk_index, first_sample, samples, started_at, hash, peak_dbfs, rms_dbfs";

    private ChunkRows() {}

    static List<SealedChunk> of(Transaction tx, RecordingId recording) throws SQLException {
        return chunks(
                tx, "SELECT " + COLUMNS + " FROM chunk WHERE recording = ?", recording.bits());
    }

    static List<SealedChunk> chunks(Transaction tx, String sql, Object parameter)
            throws SQLException {
        return tx.query(sql, ChunkRows::chunk, parameter);
    }

    /// What the hub is told of a chunk, the same byte for byte whenever it is made from its row.
    static EntryBody.Chunk entry(SealedChunk chunk) {
        return new EntryBody.Chunk(
                chunk.chunk(),
                chunk.firstSample(),
                chunk.samples(),
                chunk.startedAt(),
                chunk.hash(),
                chunk.peakDbfs(),
                chunk.rmsDbfs());
    }

    private static SealedChunk chunk(ResultSet row) throws SQLException {
        return new SealedChunk(
                new ChunkId(new RecordingId(row.getLong(1)), row.getInt(2)),
                row.getLong(3),
                row.getInt(4),
                row.getObject(5, Instant.class),
                row.getString(6),
                row.getDouble(7),
                row.getDouble(8));
    }
}

package io.roomscribe.device.retention;

import io.roomscribe.device.chunk.EntryLog;
import io.roomscribe.device.recording.SegmentFiles;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.message.RemovalReason;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// Removes audio: first the tables and the hub are told, durably, then the files go. What a crash
/// left between the two is removed at the next pass.
///
/// Confined to the retention thread.
final class AudioRemoval {
    private static final int BATCH = 50;

    private final AudioLedger ledger;
    private final EntryLog entries;
    private final KeptFiles kept;
    private final SegmentFiles segments;
    private final Clock clock;

    AudioRemoval(
            AudioLedger ledger,
            EntryLog entries,
            KeptFiles kept,
            SegmentFiles segments,
            Clock clock) {
        this.entries = entries;
        this.ledger = ledger;
        this.kept = kept;
        this.segments = segments;
        this.clock = clock;
    }

    /// Removes all of these chunks' audio.
    void expire(List<HeldChunk> chunks, RemovalReason reason) throws IOException {
        ledger.expired(entries, chunks, reason, clock.instant());
        delete(chunks);
    }

    private void delete(List<HeldChunk> chunks) throws IOException {
        for (var chunk : chunks) {
            segments.delete(chunk.chunk());
            kept.delete(chunk.chunk());
        }
        ledger.filesGone(chunks);
    }

    /// Removes segment files of chunks that have a compressed file too.
    void dropRaw(List<HeldChunk> chunks) {
        ledger.rawDropped(chunks);
        chunks.forEach(chunk -> segments.delete(chunk.chunk()));
    }

    /// Once, at the start: makes files and rows agree where a crash came between them, or the
    /// database was rebuilt.
    void reconcile() throws IOException {
        for (var chunk : ledger.withoutRaw()) {
            segments.delete(chunk.chunk());
        }
        for (var file : kept.list()) {
            var chunk = ledger.find(file);
            if (chunk.isPresent() && !chunk.get().isKept()) {
                var content = kept.read(file);
                ledger.kept(chunk.get(), kept.name(file), content.length, Sha256.hex(content));
            }
        }
    }

    /// Removes the files that a crash left.
    void finish() throws IOException {
        for (var left = ledger.leftovers(BATCH); !left.isEmpty(); left = ledger.leftovers(BATCH)) {
            delete(left);
        }
    }
}

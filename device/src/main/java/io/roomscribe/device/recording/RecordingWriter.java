package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.sabotage.Sabotage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Writes one recording: gathers frames into blocks, blocks into segment files of exactly 30 s. A
/// full file is sealed when the next sample comes or the recording ends, so the last file always
/// carries the end.
///
/// Confined to the recording thread.
final class RecordingWriter {
    private final SegmentFiles files;
    private final RecordingState state;
    private final RecordingListener listener;
    private final short[] block = new short[SegmentFormat.BLOCK_SAMPLES];
    private int filled;
    private long frameCapturedAtMicros;
    private long frameCapturedAtNanos;
    private long storedAtMicros;
    private long storedAtNanos;
    private int index;
    private int sealed;
    private SegmentWriter segment;
    private boolean dirty;

    private RecordingWriter(
            SegmentFiles files,
            RecordingState state,
            RecordingListener listener,
            SegmentWriter segment) {
        this.files = files;
        this.state = state;
        this.listener = listener;
        this.segment = segment;
        this.storedAtMicros = SegmentFormat.micros(state.start().startedAt());
        this.storedAtNanos = state.start().startedNanos();
    }

    /// Makes the first segment file and tells the listener that the recording began.
    static RecordingWriter start(
            Recordings recordings, RecordingStart start, RecordingListener listener)
            throws IOException {
        var segment = create(recordings.files(), start, 0);
        var writer =
                new RecordingWriter(recordings.files(), recordings.add(start), listener, segment);
        listener.started(start);
        return writer;
    }

    private static SegmentWriter create(SegmentFiles files, RecordingStart start, int index)
            throws IOException {
        var header = SegmentHeader.encode(index, start);
        return SegmentWriter.create(
                files,
                new SegmentHeader(new ChunkId(start.recording(), index), start, header.length));
    }

    RecordingStart start() {
        return state.start();
    }

    RecordingId recording() {
        return state.start().recording();
    }

    /// How many samples are in the files.
    long samples() {
        return (long) index * SegmentFormat.CHUNK_SAMPLES + segment.samples();
    }

    /// Monotonic time of the last sample that was taken, by the sample count.
    long nanosTaken() {
        return state.start().nanosAt(samples() + filled);
    }

    /// How many more frames make the block that is being filled whole.
    int framesToBlock() {
        return Math.ceilDiv(block.length - filled, Audio.FRAME_SAMPLES);
    }

    void append(short[] samples, int length, Moment at) throws IOException {
        frameCapturedAtMicros = SegmentFormat.micros(at.wall());
        frameCapturedAtNanos = at.nanos();
        for (var from = 0; from < length; ) {
            var count = Math.min(length - from, block.length - filled);
            System.arraycopy(samples, from, block, filled, count);
            filled += count;
            from += count;
            if (filled == block.length) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        if (segment.isFull()) {
            seal(Optional.empty());
            segment = create(files, state.start(), ++index);
        }
        segment.append(block, filled, frameCapturedAtMicros);
        filled = 0;
        storedAtMicros = frameCapturedAtMicros;
        storedAtNanos = frameCapturedAtNanos;
        dirty = true;
        state.advance(samples());
    }

    private void seal(Optional<EndReason> end) throws IOException {
        var written = segment.seal(end);
        // The clock may have become good since the file was begun.
        var chunk = written.startedAt(state.start().at(written.firstSample()));
        dirty = false;
        sealed++;
        if (chunk.samples() > 0) {
            listener.sealed(chunk);
        }
    }

    /// Whether blocks were written since the last [#sync()].
    boolean isDirty() {
        return dirty;
    }

    /// Forces what was written to the disk.
    void sync() throws IOException {
        if (dirty && !Sabotage.SKIP_AUDIO_SYNC.isOn()) {
            segment.force();
            dirty = false;
        }
    }

    RecordingEnd end(EndReason reason) throws IOException {
        if (filled > 0) {
            writeBlock();
        }
        var samples = samples();
        seal(Optional.of(reason));
        var end = new RecordingEnd(recording(), samples, reason, storedAt());
        state.end(end);
        listener.ended(end);
        return end;
    }

    /// Lets go of the file after a disk error; what is in it is repaired later.
    void abandon() throws IOException {
        segment.close();
    }

    /// Chunks that were sealed, and told of, so far.
    int sealedChunks() {
        return sealed;
    }

    /// Monotonic time up to which it holds what was heard: by the sample count, less for a file
    /// that is played faster than real time.
    long endNanos() {
        return Math.min(storedAtNanos, start().nanosAt(samples()));
    }

    /// Wall time at which the last sample that was written reached the recorder.
    Instant storedAt() {
        return SegmentFormat.instant(storedAtMicros);
    }
}

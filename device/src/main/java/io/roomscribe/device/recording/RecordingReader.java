package io.roomscribe.device.recording;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a recording from any sample on, from its files, also while they are being written: a
/// sample can be read at most 100 ms after it was captured. A damaged or deleted block reads as
/// silence, so that positions hold, and is counted and logged.
///
/// Confined to one thread.
public final class RecordingReader implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RecordingReader.class.getName());

    /// 3.2 s.
    private static final int STAMPS = 32;

    private final SegmentFiles files;
    private final RecordingState state;
    private @Nullable SegmentFile file;
    private int fileIndex = -1;
    private @Nullable SegmentBlock block;

    /// When the last blocks were captured, each at its number modulo the length: recognition asks
    /// for it a second or two after it read the audio. No audio stays here.
    private final @Nullable Stamp[] stamps = new Stamp[STAMPS];

    private long damagedSamples;

    RecordingReader(SegmentFiles files, RecordingState state) {
        this.files = files;
        this.state = state;
    }

    /// Reads on from `fromSample`, waiting when the recording has not come that far.
    ///
    /// @return how many samples, 0 when none came in time, -1 when the recording ended before
    /// @throws RecordingException when the disk fails, severity RETRY
    public int read(long fromSample, short[] into, Duration timeout) throws InterruptedException {
        var beyond = state.awaitBeyond(fromSample, timeout);
        if (beyond <= 0) {
            return (int) beyond;
        }
        var wanted = (int) Math.min(into.length, beyond);
        var count = 0;
        while (count < wanted) {
            count += copy(fromSample + count, into, count, wanted - count);
        }
        return count;
    }

    /// Reads `samples` from `fromSample` on, as long as more of them come in time.
    ///
    /// @param timeout waited for each next piece
    /// @return what came, shorter when the recording ended or nothing came in time
    public short[] readUpTo(long fromSample, int samples, Duration timeout)
            throws InterruptedException {
        var all = new short[samples];
        var part = new short[Audio.SAMPLE_RATE];
        var filled = 0;
        while (filled < samples) {
            var came = read(fromSample + filled, part, timeout);
            if (came <= 0) {
                break;
            }
            var taken = Math.min(came, samples - filled);
            System.arraycopy(part, 0, all, filled, taken);
            filled += taken;
        }
        return Arrays.copyOf(all, filled);
    }

    private int copy(long sample, short[] into, int offset, int wanted) {
        var inBlock = (int) (sample % SegmentFormat.BLOCK_SAMPLES);
        var found = block(sample);
        var count = Math.min(wanted, SegmentFormat.BLOCK_SAMPLES - inBlock);
        if (found.isPresent() && inBlock < found.get().samples().length) {
            var samples = found.get().samples();
            count = Math.min(count, samples.length - inBlock);
            System.arraycopy(samples, inBlock, into, offset, count);
        } else {
            Arrays.fill(into, offset, offset + count, (short) 0);
            damagedSamples += count;
        }
        return count;
    }

    /// Samples that were read as silence because their block was damaged or deleted.
    public long damagedSamples() {
        return damagedSamples;
    }

    /// Wall time at which a sample reached the recorder. Equal to the sample's own time but when a
    /// file is played faster than real time, or the wall clock was set meanwhile.
    public Instant capturedAt(long sample) {
        var start = state.start();
        var found = stamp(sample);
        if (found.isEmpty()) {
            return start.at(sample);
        }
        var end = found.get().capturedAtMicros();
        var first = found.get().firstSample();
        var length = found.get().length();
        var begin =
                first == 0
                        ? SegmentFormat.micros(startAsWritten(start))
                        : stamp(first - 1)
                                .map(Stamp::capturedAtMicros)
                                .orElse(end - length * 1_000_000L / Audio.SAMPLE_RATE);
        var part = (double) Math.min(sample - first, length) / length;
        return onThisClock(sample, SegmentFormat.instant(begin + Math.round((end - begin) * part)));
    }

    private Instant startAsWritten(RecordingStart start) {
        var opened = file;
        return opened == null ? start.startedAt() : opened.header().start().startedAt();
    }

    /// A block that was written before the clock became good moves with its recording; one that was
    /// written after does not. Which it was is seen by what lies nearer to the sample's own time.
    private Instant onThisClock(long sample, Instant captured) {
        var opened = file;
        if (opened == null) {
            return captured;
        }
        var start = state.start();
        var delta = Duration.between(opened.header().start().startedAt(), start.startedAt());
        var moved = captured.plus(delta);
        var own = start.at(sample);
        var distance = Duration.between(own, captured).abs();
        return Duration.between(own, moved).abs().compareTo(distance) < 0 ? moved : captured;
    }

    /// Wall time of a sample on the recording's own time line.
    public Instant at(long sample) {
        return state.start().at(sample);
    }

    public RecordingStart start() {
        return state.start();
    }

    /// When a block was captured.
    ///
    /// @param length its samples
    private record Stamp(long firstSample, int length, long capturedAtMicros) {
        static Stamp of(SegmentBlock block) {
            return new Stamp(block.firstSample(), block.samples().length, block.capturedAtMicros());
        }
    }

    private Optional<Stamp> stamp(long sample) {
        var first = sample - sample % SegmentFormat.BLOCK_SAMPLES;
        var known = stamps[slot(first)];
        if (known != null && known.firstSample() == first && sample < first + known.length()) {
            return Optional.of(known);
        }
        return block(sample).map(Stamp::of);
    }

    private static int slot(long firstSample) {
        return (int) (firstSample / SegmentFormat.BLOCK_SAMPLES % STAMPS);
    }

    private Optional<SegmentBlock> block(long sample) {
        var first = sample - sample % SegmentFormat.BLOCK_SAMPLES;
        var cached = block;
        if (cached != null
                && cached.firstSample() == first
                && sample < first + cached.samples().length) {
            return Optional.of(cached);
        }
        var index = (int) (sample / SegmentFormat.CHUNK_SAMPLES);
        var inFile = (int) (sample % SegmentFormat.CHUNK_SAMPLES / SegmentFormat.BLOCK_SAMPLES);
        try {
            var opened = file(index);
            Optional<SegmentBlock> found =
                    opened.isPresent() ? opened.get().block(inFile) : Optional.empty();
            if (found.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "Audio block is damaged or gone, read as silence recording={0} sample={1}",
                        state.start().recording(),
                        Long.toString(first));
            }
            block = found.orElse(null);
            found.ifPresent(it -> stamps[slot(first)] = Stamp.of(it));
            return found;
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.Code.DISK,
                    "cannot read recording %s at sample %d (%s)"
                            .formatted(state.start().recording(), sample, SegmentFiles.reason(e)),
                    "check the disk; it is tried again",
                    e);
        }
    }

    private Optional<SegmentFile> file(int index) throws IOException {
        if (index != fileIndex) {
            close();
            try {
                var chunk = new ChunkId(state.start().recording(), index);
                file = SegmentFile.open(files.path(chunk)).orElse(null);
            } catch (NoSuchFileException e) {
                file = null;
            }
            fileIndex = index;
        }
        return Optional.ofNullable(file);
    }

    @Override
    public void close() {
        var opened = file;
        file = null;
        fileIndex = -1;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "Segment file did not close", e);
            }
        }
    }
}

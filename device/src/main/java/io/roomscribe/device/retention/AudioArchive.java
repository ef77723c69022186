package io.roomscribe.device.retention;

import io.roomscribe.device.chunk.ChunkState;
import io.roomscribe.device.recording.RecordingException;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Stretch;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The audio that is there, whether in a segment file or compressed: gives a piece of it out as
/// Opus in Ogg, and takes a piece of it away for good.
///
/// Thread-safe.
public final class AudioArchive {
    /// Before and after what was asked for, so that no word is cut.
    private static final int MARGIN_SAMPLES = Audio.SAMPLE_RATE * 3 / 10;

    private static final int CHUNK_SAMPLES = 30 * Audio.SAMPLE_RATE;

    /// An Opus frame hears a little of its neighbours, so they go with it.
    private static final int SMEAR_SAMPLES = Audio.FRAME_SAMPLES;

    private final Recordings recordings;
    private final AudioLedger ledger;
    private final KeptFiles files;
    private final AudioPolicy policy;
    private final ReentrantLock changing = new ReentrantLock();

    public AudioArchive(
            RetentionConfig config, Path data, Database database, Recordings recordings) {
        this(recordings, new AudioLedger(database), new KeptFiles(data), config.audio());
    }

    private AudioArchive(
            Recordings recordings, AudioLedger ledger, KeptFiles files, AudioPolicy policy) {
        this.recordings = recordings;
        this.ledger = ledger;
        this.files = files;
        this.policy = policy;
    }

    /// Held while files of one chunk change, by whoever changes them.
    ReentrantLock changing() {
        return changing;
    }

    /// A stretch of one recording with a little margin around it. What is missing in the middle
    /// ends it.
    ///
    /// @throws ArchiveException when the room allows none, or it is not there
    public CommandResult.Sound fetch(Stretch stretch) {
        if (!policy.mayBeHeard()) {
            throw new ArchiveException("this room lets nobody hear what was recorded");
        }
        var recording = stretch.recording();
        var first = Math.max(0, stretch.firstSample() - MARGIN_SAMPLES);
        var samples = read(recording, first, stretch.endSample() + MARGIN_SAMPLES);
        if (samples.length == 0) {
            throw new ArchiveException("this audio is not on the box any more");
        }
        var opus = OggOpusWriter.encode(recording.hashCode(), samples, Map.of());
        return new CommandResult.Sound(
                new Stretch(recording, first, samples.length),
                Base64.getEncoder().encodeToString(opus));
    }

    private short[] read(RecordingId recording, long from, long to) {
        var all = new short[(int) (to - from)];
        var filled = 0;
        while (from + filled < to) {
            var at = from + filled;
            var first = at - at % CHUNK_SAMPLES;
            var chunk = chunk(new ChunkId(recording, (int) (at / CHUNK_SAMPLES)), first);
            var offset = (int) (at - first);
            if (chunk.length <= offset) {
                break;
            }
            var count = Math.min(chunk.length - offset, (int) (to - at));
            System.arraycopy(chunk, offset, all, filled, count);
            filled += count;
        }
        return Arrays.copyOf(all, filled);
    }

    /// What there is of a chunk, from its first sample on.
    private short[] chunk(ChunkId chunk, long firstSample) {
        changing.lock();
        try {
            var held = ledger.find(chunk);
            if (held.isPresent() && held.get().state() == ChunkState.EXPIRED) {
                return new short[0];
            }
            if (held.isPresent() && held.get().isKept()) {
                return OggOpusReader.of(sound(chunk, files.read(chunk))).decode();
            }
            return held.isPresent() && !held.get().isRaw()
                    ? new short[0]
                    : segment(chunk.recording(), firstSample);
        } catch (NoSuchFileException e) {
            return new short[0];
        } catch (IOException e) {
            throw RetentionException.disk(e);
        } finally {
            changing.unlock();
        }
    }

    private byte[] sound(ChunkId chunk, byte[] content) throws IOException {
        if (!ledger.keptHash(chunk).equals(Optional.of(Sha256.hex(content)))) {
            throw new IOException("the compressed audio of chunk " + chunk + " is damaged");
        }
        return content;
    }

    private short[] segment(RecordingId recording, long firstSample) {
        var there = recordings.find(recording).map(it -> it.samples() - firstSample).orElse(0L);
        var wanted = Math.clamp(there, 0, CHUNK_SAMPLES);
        try (var reader = recordings.reader(recording)) {
            return reader.readUpTo(firstSample, wanted, Duration.ofSeconds(1));
        } catch (RecordingException e) {
            if (e.code() != RecordingException.Code.UNKNOWN_RECORDING) {
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new short[0];
    }

    /// Takes a stretch out of the compressed files; what stands outside stays playable. Segment
    /// files are [Recordings]' own. Doing it twice changes nothing.
    public void erase(Stretch stretch) {
        var from = stretch.firstSample();
        var to = stretch.endSample();
        for (var index = from / CHUNK_SAMPLES; index * CHUNK_SAMPLES < to; index++) {
            eraseIn(new ChunkId(stretch.recording(), (int) index), from, to);
        }
    }

    private void eraseIn(ChunkId chunk, long from, long to) {
        changing.lock();
        try {
            var held = ledger.find(chunk);
            if (held.isEmpty() || !held.get().isKept()) {
                // Also what a crash left without its row.
                files.delete(chunk);
                return;
            }
            var samples = OggOpusReader.of(files.read(chunk)).decode();
            var first = held.get().firstSample();
            Arrays.fill(
                    samples,
                    Math.clamp(from - first - SMEAR_SAMPLES, 0, samples.length),
                    Math.clamp(to - first + SMEAR_SAMPLES, 0, samples.length),
                    (short) 0);
            var content =
                    OggOpusWriter.encode(
                            chunk.hashCode(), samples, AudioKeeper.tags(held.get(), "erased"));
            var hash = files.replace(chunk, content);
            ledger.kept(held.get(), files.name(chunk), content.length, hash);
        } catch (IOException e) {
            throw RetentionException.disk(e);
        } finally {
            changing.unlock();
        }
    }
}

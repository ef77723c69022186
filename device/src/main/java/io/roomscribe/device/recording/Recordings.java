package io.roomscribe.device.recording;

import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EndReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All recordings in the audio folder. Opening it recovers what a crash left open; it belongs to
/// one process at a time.
///
/// Thread-safe.
public final class Recordings implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Recordings.class.getName());

    /// By number; the first release wrote none.
    private static final Comparator<RecordingSummary> ORDER =
            Comparator.comparingLong((RecordingSummary one) -> one.start().number())
                    .thenComparing(one -> one.start().startedAt());

    private final ControlFile control;
    private final SegmentFiles files;
    private final SegmentRecovery recovery;
    private final FileChannel lock;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<RecordingId, RecordingState> states = new ConcurrentHashMap<>();
    private volatile @Nullable SpaceGuard space;

    private Recordings(Path data, SegmentFiles files, FileChannel lock) {
        this.control = new ControlFile(data);
        this.files = files;
        this.recovery = new SegmentRecovery(files);
        this.lock = lock;
    }

    /// Opens `<data>/audio`, making it where it is missing, and recovers it.
    ///
    /// @param bootId the kernel's boot id now
    public static Recordings open(Path data, String bootId) {
        return open(data, bootId, new SegmentFiles(data.resolve("audio")));
    }

    static Recordings open(Path data, String bootId, SegmentFiles files) {
        var folder = files.folder();
        try {
            Files.createDirectories(folder);
            var recordings = new Recordings(data, files, lock(folder));
            try {
                recordings.recoverAll(bootId);
                return recordings;
            } catch (IOException e) {
                recordings.close();
                throw e;
            }
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.Code.FOLDER,
                    "cannot record into %s: %s".formatted(folder, SegmentFiles.reason(e)),
                    "make it a folder that the user of roomscribe-device may write, or change"
                            + " 'data'",
                    e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel =
                FileChannel.open(
                        folder.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.log(Level.DEBUG, "Audio folder is in use by this very process");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new RecordingException(
                RecordingException.Code.IN_USE,
                "cannot record into " + folder + ": another process records into it",
                "stop the other roomscribe-device, or give this one a data folder of its own");
    }

    private void recoverAll(String bootId) throws IOException {
        for (var recording : files.recordings()) {
            var indexes = files.indexes(recording);
            if (!indexes.isEmpty()) {
                recover(recording, indexes, bootId)
                        .ifPresent(state -> states.put(recording, state));
            }
        }
        last().ifPresent(newest -> numbers.set(newest.start().number()));
    }

    private Optional<RecordingState> recover(
            RecordingId recording, List<Integer> indexes, String bootId) throws IOException {
        for (var i = indexes.size() - 1; i >= 0; i--) {
            var chunk = new ChunkId(recording, indexes.get(i));
            Optional<RecordingStart> start;
            try (var file = SegmentFile.open(files.path(chunk)).orElse(null)) {
                start = Optional.ofNullable(file).map(it -> it.header().start());
            }
            var wasSameBoot = start.map(it -> it.bootId().equals(bootId)).orElse(true);
            var reason = wasSameBoot ? EndReason.RESTART : EndReason.POWER_LOSS;
            var trailer = recovery.seal(chunk, Optional.of(reason));
            if (start.isPresent() && trailer.isPresent()) {
                return Optional.of(ended(wellTimed(start.get()), chunk, trailer.get()));
            }
        }
        return Optional.empty();
    }

    private RecordingStart wellTimed(RecordingStart start) throws IOException {
        return AnchorFile.read(files, start.recording())
                .map(anchor -> start.retimed(anchor.startedAt(), anchor.clock()))
                .orElse(start);
    }

    private static RecordingState ended(
            RecordingStart start, ChunkId last, SegmentTrailer trailer) {
        var state = new RecordingState(start);
        var samples = (long) last.index() * SegmentFormat.CHUNK_SAMPLES + trailer.samples();
        state.end(
                new RecordingEnd(
                        start.recording(),
                        samples,
                        trailer.end().orElse(EndReason.RESTART),
                        SegmentFormat.instant(trailer.endedAtMicros())));
        return state;
    }

    /// The chunk that a sample lies in, sealed or not.
    public static ChunkId chunkAt(RecordingId recording, long sample) {
        return new ChunkId(recording, (int) (sample / SegmentFormat.CHUNK_SAMPLES));
    }

    /// Every recording of which audio is there, oldest first.
    public List<RecordingSummary> list() {
        return states.values().stream()
                .map(state -> new RecordingSummary(state.start(), state.samples(), state.end()))
                .sorted(ORDER)
                .toList();
    }

    /// The newest, by order of recording.
    Optional<RecordingSummary> last() {
        var all = list();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// What the next recording is to be called in the order of recordings.
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    public Optional<RecordingSummary> find(RecordingId recording) {
        return Optional.ofNullable(states.get(recording))
                .map(state -> new RecordingSummary(state.start(), state.samples(), state.end()));
    }

    /// A reader of its own for one thread.
    ///
    /// @throws RecordingException when there is no such recording
    public RecordingReader reader(RecordingId recording) {
        return new RecordingReader(files, state(recording));
    }

    /// The sealed chunks of a recording, read from its files: what a lost database is rebuilt from.
    public List<SealedChunk> sealedChunks(RecordingId recording) {
        try {
            return readSealedChunks(recording);
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.Code.DISK,
                    "cannot list recording %s (%s)".formatted(recording, SegmentFiles.reason(e)),
                    "check the disk; it is tried again",
                    e);
        }
    }

    /// Overwrites samples of a recording that has ended with silence, for good.
    ///
    /// @param from first sample that goes
    /// @param to first sample after it that stays
    /// @return the chunks as they now are
    public List<SealedChunk> erase(RecordingId recording, long from, long to) {
        if (state(recording).end().isEmpty()) {
            throw new IllegalStateException("recording " + recording + " is being written");
        }
        try {
            return new SegmentErasure(files).erase(recording, from, to);
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.Code.DISK,
                    "cannot erase audio of recording %s (%s)"
                            .formatted(recording, SegmentFiles.reason(e)),
                    "repair the disk, then erase again",
                    e);
        }
    }

    List<SealedChunk> readSealedChunks(RecordingId recording) throws IOException {
        var chunks = new ArrayList<SealedChunk>();
        for (var index : files.indexes(recording)) {
            var path = files.path(new ChunkId(recording, index));
            try (var file = SegmentFile.open(path).orElse(null)) {
                if (file != null) {
                    file.trailer()
                            .filter(trailer -> trailer.samples() > 0)
                            .map(trailer -> trailer.chunk(file.header()))
                            .ifPresent(chunk -> chunks.add(wellTimed(chunk)));
                }
            }
        }
        return chunks;
    }

    private SealedChunk wellTimed(SealedChunk chunk) {
        var state = states.get(chunk.chunk().recording());
        return state == null ? chunk : chunk.startedAt(state.start().at(chunk.firstSample()));
    }

    /// From now on nothing is recorded while `guard` refuses it.
    public void watchSpace(SpaceGuard guard) {
        space = guard;
    }

    boolean hasRoom() {
        var guard = space;
        return guard == null || guard.hasRoom();
    }

    public SegmentFiles files() {
        return files;
    }

    ControlFile control() {
        return control;
    }

    RecordingState add(RecordingStart start) {
        var state = new RecordingState(start);
        states.put(start.recording(), state);
        return state;
    }

    /// Gives what this boot recorded before its clock was good the time it really began at, counted
    /// back by monotonic time. Those of the first release have none.
    ///
    /// One at a time, because each is forced to the disk, and the recording thread must go on.
    ///
    /// @return the recording that moved; ask again
    Optional<RecordingStart> retime(String bootId, Moment now) throws IOException {
        for (var state : states.values()) {
            var start = state.start();
            if (!start.clock().isGood() && start.bootId().equals(bootId) && start.number() > 0) {
                var before = Duration.ofNanos(now.nanos() - start.startedNanos());
                var counted = now.wall().minus(before).truncatedTo(ChronoUnit.MICROS);
                var wasRight = isNear(counted, start.startedAt());
                var better = start.retimed(wasRight ? start.startedAt() : counted, now.quality());
                AnchorFile.write(files, better);
                state.retime(better);
                LOG.log(
                        Level.INFO,
                        "Recording re-timed recording={0} by={1} clock={2}",
                        start.recording(),
                        Duration.between(start.startedAt(), better.startedAt()),
                        better.clock());
                return Optional.of(better);
            }
        }
        return Optional.empty();
    }

    /// As near as a message from the hub tells the time.
    private static boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(Duration.ofMillis(500)) < 0;
    }

    /// Seals a recording that a disk error left open, when the disk takes it. Where not one good
    /// header is left, what was sealed and told before is all that there is of it.
    RecordingEnd repair(RecordingId recording, EndReason reason, int sealedChunks)
            throws IOException {
        var state = state(recording);
        for (var index : files.indexes(recording).reversed()) {
            var chunk = new ChunkId(recording, index);
            var trailer = recovery.seal(chunk, Optional.of(reason));
            if (trailer.isPresent()) {
                ended(state.start(), chunk, trailer.get()).end().ifPresent(state::end);
                return state.end().orElseThrow();
            }
        }
        var samples = (long) sealedChunks * SegmentFormat.CHUNK_SAMPLES;
        var end = new RecordingEnd(recording, samples, reason, state.start().at(samples));
        state.end(end);
        return end;
    }

    private RecordingState state(RecordingId recording) {
        var state = states.get(recording);
        if (state == null) {
            throw new RecordingException(
                    RecordingException.Code.UNKNOWN_RECORDING,
                    "there is no recording " + recording,
                    "its audio was deleted, or its folder was moved away");
        }
        return state;
    }

    /// Lets another process record into the folder.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Lock of the audio folder did not close", e);
        }
    }
}

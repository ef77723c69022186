package io.roomscribe.device.recording;

import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All recordings in the audio folder. Opening it recovers what a crash left open; it belongs to
/// one process at a time.
///
/// Thread-safe.
public final class Recordings implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Recordings.class.getName());

    private final ControlFile control;
    private final SegmentFiles files;
    private final SegmentRecovery recovery;
    private final FileChannel lock;
    private final Map<RecordingId, RecordingState> states = new ConcurrentHashMap<>();

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
        var folder = data.resolve("audio");
        try {
            Files.createDirectories(folder);
            var recordings = new Recordings(data, new SegmentFiles(folder), lock(folder));
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
                return Optional.of(ended(start.get(), chunk, trailer.get()));
            }
        }
        return Optional.empty();
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

    /// Every recording of which audio is there, oldest first.
    public List<RecordingSummary> list() {
        return states.values().stream()
                .map(state -> new RecordingSummary(state.start(), state.samples(), state.end()))
                .sorted(Comparator.comparing(one -> one.start().startedAt()))
                .toList();
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

    List<SealedChunk> readSealedChunks(RecordingId recording) throws IOException {
        var chunks = new ArrayList<SealedChunk>();
        for (var index : files.indexes(recording)) {
            var path = files.path(new ChunkId(recording, index));
            try (var file = SegmentFile.open(path).orElse(null)) {
                if (file != null) {
                    file.trailer()
                            .filter(trailer -> trailer.samples() > 0)
                            .ifPresent(trailer -> chunks.add(trailer.chunk(file.header())));
                }
            }
        }
        return chunks;
    }

    public SegmentFiles files() {
        return files;
    }

    /// Since when, and why, nothing is recorded; empty when the last recording ended because its
    /// file was over, or there was none.
    Optional<OpenGap> openGap() {
        return states.values().stream()
                .flatMap(state -> state.end().stream())
                .max(Comparator.comparing(RecordingEnd::endedAt))
                .flatMap(end ->
                        gapReason(end.reason()).map(reason -> new OpenGap(end.endedAt(), reason)));
    }

    /// A gap that has not ended yet.
    record OpenGap(Instant startedAt, GapReason reason) {
        /// Never empty: a clock that was set back, or stood still, hides no loss.
        CaptureGap until(Instant end) {
            return new CaptureGap(startedAt, end.isAfter(startedAt) ? end : startedAt, reason);
        }
    }

    private static Optional<GapReason> gapReason(EndReason reason) {
        return switch (reason) {
            case SOURCE_ENDED -> Optional.empty();
            case STOPPED -> Optional.of(GapReason.STOPPED);
            case MUTED -> Optional.of(GapReason.MUTED);
            case MICROPHONE_LOST -> Optional.of(GapReason.MICROPHONE_LOST);
            case RESTART -> Optional.of(GapReason.RESTART);
            case POWER_LOSS -> Optional.of(GapReason.POWER_LOSS);
            case DISK_FULL -> Optional.of(GapReason.DISK_FULL);
            case OVERRUN -> Optional.of(GapReason.OVERRUN);
        };
    }

    ControlFile control() {
        return control;
    }

    RecordingState add(RecordingStart start) {
        var state = new RecordingState(start);
        states.put(start.recording(), state);
        return state;
    }

    /// Seals a recording that a disk error left open, when the disk takes it.
    ///
    /// @return empty when not one good header of it is left
    Optional<RecordingEnd> repair(RecordingId recording, EndReason reason) throws IOException {
        var state = state(recording);
        for (var index : files.indexes(recording).reversed()) {
            var chunk = new ChunkId(recording, index);
            var trailer = recovery.seal(chunk, Optional.of(reason));
            if (trailer.isPresent()) {
                ended(state.start(), chunk, trailer.get()).end().ifPresent(state::end);
                return state.end();
            }
        }
        states.remove(recording);
        return Optional.empty();
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

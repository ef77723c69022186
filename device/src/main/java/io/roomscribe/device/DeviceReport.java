package io.roomscribe.device;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.link.DeviceLink;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.outbox.OutboxRelay;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingSummary;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.speech.Transcriber;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.health.ActiveCondition;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.DeviceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gathers what the box is doing from its parts. Recording comes first and may come alone; the rest
/// joins later.
///
/// Thread-safe.
final class DeviceReport implements Supplier<DeviceStatus> {
    private static final long MEBIBYTE = 1024 * 1024;

    private final DeviceConfig config;
    private final Outside outside;
    private final Recorder recorder;
    private final Recordings recordings;
    private final RecordingNews news;
    private final HealthBoard health;
    private final long startedAtNanos;
    private volatile @Nullable Line line;
    private long settledRecorded;
    private long settledRecognised;
    private volatile Supplier<Duration> writeTime = () -> Duration.ZERO;
    private DeviceState lastState = DeviceState.STARTING;
    private long stateSinceNanos;
    private long lastWorkerPid;
    private int workerRestarts;

    /// What comes after the recording: its text, and the way to the hub.
    record Line(
            ChunkStore chunks,
            Transcriber transcriber,
            SpeechLag lag,
            Outbox outbox,
            OutboxRelay relay,
            DeviceLink link) {}

    DeviceReport(
            DeviceConfig config,
            Outside outside,
            Recorder recorder,
            Recordings recordings,
            RecordingNews news,
            HealthBoard health) {
        this.config = config;
        this.outside = outside;
        this.recorder = recorder;
        this.recordings = recordings;
        this.news = news;
        this.health = health;
        this.startedAtNanos = outside.ticker().nanos();
        this.stateSinceNanos = startedAtNanos;
    }

    void use(Line newLine) {
        line = newLine;
    }

    void useWriteTime(Supplier<Duration> newWriteTime) {
        writeTime = newWriteTime;
    }

    /// What the box is doing, by the strongest claim that is true.
    DeviceState state() {
        if (recorder.hasEnded()) {
            return DeviceState.IDLE;
        }
        if (recorder.isReachingStorage()) {
            return DeviceState.RECORDING;
        }
        if (recorder.isStopped()) {
            return DeviceState.IDLE;
        }
        if (recorder.isMuted()) {
            return DeviceState.MUTED;
        }
        return health.isRaised(DeviceCondition.NO_AUDIO) ? DeviceState.FAULT : DeviceState.STARTING;
    }

    /// The source has ended, all of it is recognised, and the hub has all of it.
    boolean isFinished() {
        return recorder.hasEnded() && isHandedOver();
    }

    /// All that was recorded is recognised, and the hub has it. Says little while it records.
    boolean isHandedOver() {
        var now = line;
        return now != null && isRecognised(now) && now.relay().isEverythingAcknowledged();
    }

    private boolean isRecognised(Line now) {
        if (now.chunks().oldestUnrecognised().isPresent()) {
            return false;
        }
        // The recorder's last word may still wait for the journal.
        return news.unsettled().stream()
                .allMatch(id ->
                        recordings
                                .find(id)
                                .map(it -> now.chunks().recognisedThrough(id) >= it.samples())
                                .orElse(true));
    }

    /// A box that is muted and unmuted all day makes many recordings; one that is recognised to its
    /// end is counted once and not asked for again.
    private void settle(Line now) {
        for (var id : news.unsettled()) {
            var found = recordings.find(id);
            var isOver = found.isEmpty() || found.get().end().isPresent();
            if (!isOver) {
                continue;
            }
            var samples = found.map(RecordingSummary::samples).orElse(0L);
            var recognised = now.chunks().recognisedThrough(id);
            if (found.isEmpty() || recognised >= samples) {
                settledRecorded += samples;
                settledRecognised += recognised;
                news.settled(id);
            }
        }
    }

    @Override
    public synchronized DeviceStatus get() {
        var now = Optional.ofNullable(line);
        now.ifPresent(it -> countRestarts(it.transcriber()));
        now.ifPresent(this::settle);
        var recorded = settledRecorded;
        var recognised = settledRecognised;
        for (var id : news.unsettled()) {
            recorded += recordings.find(id).map(RecordingSummary::samples).orElse(0L);
            recognised += now.map(it -> it.chunks().recognisedThrough(id)).orElse(0L);
        }
        // Before the sequence, so that 'ended' is never told with a sequence that still grows.
        var ended = recorder.hasEnded() && now.map(this::isRecognised).orElse(false);
        var last = now.map(it -> it.outbox().lastSequence()).orElse(0L);
        var acknowledged = now.map(it -> it.relay().ackedThrough()).orElse(0L);
        var state = noteState();
        var control = recorder.control();
        var level = news.level(recorder);
        return new DeviceStatus(
                ProcessHandle.current().pid(),
                state.word(),
                now.map(it -> it.link().state().word()).orElse("offline"),
                news.latest().map(RecordingId::toString).orElse(""),
                recorded,
                recognised,
                now.map(it -> it.lag().behind().toSeconds()).orElse(0L),
                ended,
                now.map(it -> it.outbox().stream().toString()).orElse(""),
                last,
                acknowledged,
                lastWorkerPid,
                workerRestarts,
                residentMebibytes(ProcessHandle.current().pid()),
                residentMebibytes(lastWorkerPid),
                health.active().stream().map(DeviceReport::condition).toList(),
                config.device().id().toString(),
                config.device().room().toString(),
                config.device().roomName(),
                outside.softwareVersion(),
                outside.ticker().since(startedAtNanos).toSeconds(),
                health.isRaised(DeviceCondition.RECORD_ONLY) ? "record-only" : "everything",
                outside.ticker().since(stateSinceNanos).toSeconds(),
                control.isStopped(),
                control.mutes().stream()
                        .map(it -> it.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList(),
                level.peakDbfs(),
                level.rmsDbfs(),
                Math.max(0, recorded - recognised) / Audio.SAMPLE_RATE,
                Math.max(0, last - acknowledged),
                outside.clockQuality().get().word(),
                freeMebibytes(),
                now.map(it -> it.transcriber().pace().factor().orElse(0)).orElse(0.0),
                writeTime.get().toMillis());
    }

    private static DeviceStatus.Condition condition(ActiveCondition active) {
        return new DeviceStatus.Condition(
                active.condition().code(),
                active.condition().severity().word(),
                active.condition().title(),
                active.condition().text(),
                active.evidence(),
                active.lasting().toSeconds());
    }

    private DeviceState noteState() {
        var state = state();
        if (state != lastState) {
            lastState = state;
            stateSinceNanos = outside.ticker().nanos();
        }
        return state;
    }

    private long freeMebibytes() {
        return config.data().folder().toFile().getUsableSpace() / MEBIBYTE;
    }

    private void countRestarts(Transcriber transcriber) {
        var pid = transcriber.workerPid();
        if (pid != 0 && pid != lastWorkerPid) {
            workerRestarts += lastWorkerPid == 0 ? 0 : 1;
            lastWorkerPid = pid;
        }
    }

    /// 0 where there is no such process, or no `/proc`.
    private static long residentMebibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}

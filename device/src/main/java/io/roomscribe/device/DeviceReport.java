package io.roomscribe.device;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.link.DeviceLink;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.outbox.OutboxRelay;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.speech.Transcriber;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.DeviceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/// Gathers what the box is doing from its parts, once they all exist.
///
/// Confined to the status thread, but [#isFinished].
final class DeviceReport implements Supplier<DeviceStatus> {
    private final Recorder recorder;
    private final Recordings recordings;
    private final RecordingNews news;
    private final ChunkStore chunks;
    private final Transcriber transcriber;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final DeviceLink link;
    private final HealthBoard health;
    private final Supplier<DeviceState> state;
    private long lastWorkerPid;
    private int workerRestarts;

    DeviceReport(
            Recorder recorder,
            Recordings recordings,
            RecordingNews news,
            ChunkStore chunks,
            Transcriber transcriber,
            Outbox outbox,
            OutboxRelay relay,
            DeviceLink link,
            HealthBoard health,
            Supplier<DeviceState> state) {
        this.recorder = recorder;
        this.recordings = recordings;
        this.news = news;
        this.chunks = chunks;
        this.transcriber = transcriber;
        this.outbox = outbox;
        this.relay = relay;
        this.link = link;
        this.health = health;
        this.state = state;
    }

    /// What the box is doing, by the strongest claim that is true.
    static DeviceState state(Recorder recorder, HealthBoard health) {
        if (hasEnded(recorder)) {
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

    private static boolean hasEnded(Recorder recorder) {
        try {
            return recorder.awaitEnd(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The source has ended, all of it is recognised, and the hub has all of it.
    boolean isFinished() {
        return hasSourceEnded() && relay.isEverythingAcknowledged();
    }

    private boolean hasSourceEnded() {
        if (!hasEnded(recorder) || chunks.oldestUnrecognised().isPresent()) {
            return false;
        }
        // The recorder's last word may still wait for the journal.
        return news.recordings().stream()
                .allMatch(id ->
                        recordings
                                .find(id)
                                .map(it -> chunks.recognisedThrough(id) >= it.samples())
                                .orElse(true));
    }

    @Override
    public DeviceStatus get() {
        countRestarts();
        var ids = news.recordings();
        var recorded = 0L;
        var recognised = 0L;
        for (var id : ids) {
            recorded += recordings.find(id).map(it -> it.samples()).orElse(0L);
            recognised += chunks.recognisedThrough(id);
        }
        // Before the sequence, so that 'ended' is never told with a sequence that still grows.
        var ended = hasSourceEnded();
        return new DeviceStatus(
                ProcessHandle.current().pid(),
                state.get().word(),
                link.state().word(),
                ids.isEmpty() ? "" : ids.getLast().toString(),
                recorded,
                recognised,
                ended,
                outbox.stream().toString(),
                outbox.lastSequence(),
                relay.ackedThrough(),
                lastWorkerPid,
                workerRestarts,
                residentMebibytes(ProcessHandle.current().pid()),
                residentMebibytes(lastWorkerPid),
                health.active().stream()
                        .map(it ->
                                new DeviceStatus.Condition(
                                        it.condition().code(),
                                        it.condition().severity().name().toLowerCase(Locale.ROOT),
                                        it.condition().title(),
                                        it.condition().text(),
                                        it.evidence()))
                        .toList());
    }

    private void countRestarts() {
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

package io.roomscribe.device;

import io.roomscribe.device.capture.CaptureException;
import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.device.capture.SignalFault;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingEnd;
import io.roomscribe.device.recording.RecordingListener;
import io.roomscribe.device.recording.RecordingStart;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.supervision.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes on what the recorder tells. The recorder starts before there is a database or a link, so
/// both come later; what the journal missed it reads from the segment files.
///
/// Thread-safe.
final class RecordingNews implements RecordingListener {
    private static final InputLevel SILENCE =
            new InputLevel(InputLevel.SILENCE_DBFS, InputLevel.SILENCE_DBFS);

    private final HealthBoard health;
    private final List<RecordingId> unsettled = new CopyOnWriteArrayList<>();
    private volatile @Nullable RecordingId latest;
    private volatile @Nullable RecordingListener journal;
    private volatile Consumer<InputLevel> onLevel = level -> {};
    private volatile InputLevel lastLevel = SILENCE;
    private final Set<Failure> failures = ConcurrentHashMap.newKeySet();

    RecordingNews(HealthBoard health) {
        this.health = health;
    }

    void use(RecordingListener newJournal) {
        journal = newJournal;
    }

    void onLevel(Consumer<InputLevel> listener) {
        onLevel = listener;
    }

    /// How loud it was a moment ago, silence while nothing is recorded.
    InputLevel level(Recorder recorder) {
        return recorder.isReachingStorage() ? lastLevel : SILENCE;
    }

    /// What this process recorded and is not settled, oldest first.
    List<RecordingId> unsettled() {
        return List.copyOf(unsettled);
    }

    /// All of it is recognised, or it is gone: nobody need ask for it again.
    void settled(RecordingId recording) {
        unsettled.remove(recording);
    }

    /// The newest that this process recorded.
    Optional<RecordingId> latest() {
        return Optional.ofNullable(latest);
    }

    private Optional<RecordingListener> journal() {
        return Optional.ofNullable(journal);
    }

    @Override
    public void started(RecordingStart start) {
        latest = start.recording();
        unsettled.add(start.recording());
        journal().ifPresent(it -> it.started(start));
    }

    @Override
    public void sealed(SealedChunk chunk) {
        journal().ifPresent(it -> it.sealed(chunk));
    }

    @Override
    public void ended(RecordingEnd end) {
        journal().ifPresent(it -> it.ended(end));
    }

    @Override
    public void retimed(RecordingStart start) {
        journal().ifPresent(it -> it.retimed(start));
    }

    @Override
    public void level(InputLevel level) {
        lastLevel = level;
        onLevel.accept(level);
    }

    /// Called by one thread only, as all of these.
    @Override
    public void failed(Failure failure) {
        failures.add(failure);
        cause(failure).ifPresent(cause -> health.raise(cause, failure.getMessage()));
        health.raise(DeviceCondition.NO_AUDIO, failure.getMessage());
    }

    @Override
    public void restored(Failure failure) {
        failures.remove(failure);
        cause(failure).ifPresent(health::clear);
        if (failures.isEmpty()) {
            health.clear(DeviceCondition.NO_AUDIO);
        }
    }

    /// The condition that says more than that there is no audio.
    private static Optional<DeviceCondition> cause(Failure failure) {
        return failure instanceof CaptureException capture
                ? switch (capture.code()) {
                    case NO_LINE, LINE_LOST, LINE_REFUSED ->
                            Optional.of(DeviceCondition.MICROPHONE_LOST);
                    case NO_FRAMES -> Optional.of(DeviceCondition.MICROPHONE_NO_FRAMES);
                    case BAD_SOURCE, NOT_FOUND, EMPTY, UNKNOWN_FORMAT, UNREADABLE ->
                            Optional.empty();
                }
                : Optional.empty();
    }

    @Override
    public void signal(Set<SignalFault> faults) {
        for (var fault : SignalFault.values()) {
            var condition =
                    switch (fault) {
                        case DIGITAL_ZERO -> DeviceCondition.MICROPHONE_SILENT;
                        case CONSTANT_LEVEL -> DeviceCondition.MICROPHONE_STUCK;
                        case CLIPPING -> DeviceCondition.MICROPHONE_CLIPPING;
                        case DC_OFFSET -> DeviceCondition.MICROPHONE_OFFSET;
                    };
            if (faults.contains(fault)) {
                health.raise(condition, "for some seconds");
            } else {
                health.clear(condition);
            }
        }
    }

    @Override
    public void noticed(String notice) {
        health.raise(DeviceCondition.SOURCE_DEFECT, notice);
    }
}

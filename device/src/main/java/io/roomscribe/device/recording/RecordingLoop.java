package io.roomscribe.device.recording;

import io.roomscribe.device.capture.LevelMeter;
import io.roomscribe.device.recording.Recordings.OpenGap;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.supervision.Backoff;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Empties the ring onto the disk. A disk error ends the recording; frames are then thrown away, as
/// a gap, until a new recording can be begun.
///
/// Runs on the `recording` thread; `isReachingStorage` and `stop` are for others.
final class RecordingLoop implements Runnable {
    private static final Logger LOG = System.getLogger(RecordingLoop.class.getName());
    private static final long POLL_NANOS = 20_000_000;
    private static final long CAPTURE_STOP_NANOS = 1_500_000_000;
    private static final Duration DISK_RETRY_MIN = Duration.ofSeconds(1);
    private static final Duration DISK_RETRY_MAX = Duration.ofSeconds(15);

    private final FrameRing ring;
    private final CaptureLoop capture;
    private final Recordings recordings;
    private final RecordingListener listener;
    private final Surroundings world;
    private final long syncNanos;
    private final LevelMeter meter = new LevelMeter();
    private final Backoff diskBackoff;

    private @Nullable RecordingWriter writer;
    private Optional<OpenGap> gap;
    private Optional<Broken> broken = Optional.empty();
    private boolean diskFailing;
    private long diskRetryAtNanos;
    private long syncedAtNanos;
    private volatile long storedAtNanos;
    private volatile boolean isRecording;
    private volatile boolean stopping;
    private volatile long stopAtNanos;
    private volatile EndReason stopReason = EndReason.RESTART;

    /// A recording that a disk error left unsealed.
    private record Broken(RecordingId recording, int sealedChunks) {}

    RecordingLoop(
            FrameRing ring,
            CaptureLoop capture,
            Recordings recordings,
            RecordingListener listener,
            Surroundings world,
            Duration syncInterval) {
        this.ring = ring;
        this.capture = capture;
        this.recordings = recordings;
        this.listener = listener;
        this.world = world;
        this.syncNanos = syncInterval.toNanos();
        this.diskBackoff = new Backoff(DISK_RETRY_MIN, DISK_RETRY_MAX, world.random());
        this.gap = recordings.openGap();
    }

    @Override
    public void run() {
        while (true) {
            // Asked before the ring: nothing can come after it says yes.
            var isLast = capture.isFinished() || hasWaitedForCapture();
            var slot = ring.poll(POLL_NANOS);
            tellNews();
            if (slot != null) {
                take(slot);
                ring.release();
            } else if (isLast) {
                endNow(stopReason, Optional.empty());
                tellNews();
                return;
            }
            syncWhenDue();
        }
    }

    /// A source stuck in a driver must not keep the last chunk from being sealed.
    private boolean hasWaitedForCapture() {
        return stopping && world.ticker().nanos() - stopAtNanos > CAPTURE_STOP_NANOS;
    }

    private void take(FrameRing.Slot slot) {
        var before = slot.before;
        if (before != null) {
            endNow(before.end(), Optional.of(before.gap()));
        }
        if (slot.length > 0) {
            meter.add(slot.samples, slot.length).ifPresent(listener::level);
            store(slot);
        }
        if (slot.isEnd) {
            endNow(EndReason.SOURCE_ENDED, Optional.empty());
        }
    }

    private void store(FrameRing.Slot slot) {
        if (diskFailing && world.ticker().nanos() - diskRetryAtNanos < 0) {
            return;
        }
        try {
            if (writer == null) {
                repairBroken();
                writer = startRecording(slot);
            }
            writer.append(slot.samples, slot.length, slot.capturedAtMicros);
        } catch (IOException e) {
            diskFailed(e);
            if (gap.isEmpty()) {
                var lostFrom = SegmentFormat.instant(slot.capturedAtMicros);
                gap = Optional.of(new OpenGap(lostFrom, Interruption.DISK_FULL.gap()));
            }
        }
    }

    private RecordingWriter startRecording(FrameRing.Slot first) throws IOException {
        var startedAt =
                SegmentFormat.instant(first.capturedAtMicros).minus(Audio.duration(first.length));
        var start =
                new RecordingStart(
                        RecordingId.random(world.random()),
                        world.bootId(),
                        startedAt,
                        world.clockQuality().get(),
                        capture.description(),
                        gap.map(open -> open.until(startedAt)));
        var started = RecordingWriter.start(recordings, start, listener);
        gap = Optional.empty();
        LOG.log(
                Level.INFO,
                "Recording started recording={0} source={1}",
                start.recording(),
                start.source());
        if (diskFailing) {
            diskFailing = false;
            diskBackoff.reset();
            listener.restored();
        }
        stored();
        isRecording = true;
        return started;
    }

    /// @param gapReason why nothing is recorded from now on, empty when nothing is to be
    private void endNow(EndReason reason, Optional<GapReason> gapReason) {
        var ending = writer;
        if (ending == null) {
            return;
        }
        try {
            var end = ending.end(reason);
            gap = gapReason.map(why -> new OpenGap(end.endedAt(), why));
            writer = null;
            isRecording = false;
            LOG.log(
                    Level.INFO,
                    "Recording ended recording={0} reason={1}",
                    ending.recording(),
                    reason.word());
        } catch (IOException e) {
            diskFailed(e);
        }
    }

    private void syncWhenDue() {
        var now = world.ticker().nanos();
        var current = writer;
        if (current == null || now - syncedAtNanos < syncNanos) {
            return;
        }
        syncedAtNanos = now;
        try {
            current.sync();
            stored();
        } catch (IOException e) {
            diskFailed(e);
        }
    }

    private void stored() {
        storedAtNanos = world.ticker().nanos();
    }

    /// Whether no recording is open and nothing waits to be written.
    boolean isSilent() {
        return !isRecording && ring.isEmpty();
    }

    private void diskFailed(IOException e) {
        var failed = writer;
        if (failed != null) {
            gap = Optional.of(new OpenGap(failed.storedAt(), Interruption.DISK_FULL.gap()));
            broken = Optional.of(new Broken(failed.recording(), failed.sealedChunks()));
            writer = null;
            isRecording = false;
            try {
                failed.abandon();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
        }
        diskRetryAtNanos = world.ticker().nanos() + diskBackoff.next().toNanos();
        if (!diskFailing) {
            diskFailing = true;
            var failure =
                    new RecordingException(
                            RecordingException.Code.DISK,
                            "cannot store audio in %s: %s"
                                    .formatted(recordings.files().folder(), SegmentFiles.reason(e)),
                            "free space or repair the disk; recording resumes by itself",
                            e);
            LOG.log(Level.ERROR, "Recording interrupted: {0}", failure.getMessage());
            listener.failed(failure);
        }
    }

    private void repairBroken() throws IOException {
        if (broken.isEmpty()) {
            return;
        }
        var recording = broken.get().recording();
        var end = recordings.repair(recording, EndReason.DISK_FULL);
        if (end.isPresent()) {
            recordings.readSealedChunks(recording).stream()
                    .filter(chunk -> chunk.chunk().index() >= broken.get().sealedChunks())
                    .forEach(listener::sealed);
            listener.ended(end.get());
        }
        broken = Optional.empty();
    }

    private void tellNews() {
        for (var news = capture.nextNews(); news.isPresent(); news = capture.nextNews()) {
            switch (news.get()) {
                case CaptureLoop.News.Failed failed -> {
                    if (writer == null && gap.isEmpty()) {
                        var now = world.clock().instant();
                        gap = Optional.of(new OpenGap(now, Interruption.MICROPHONE_LOST.gap()));
                    }
                    listener.failed(failed.failure());
                }
                case CaptureLoop.News.Restored _ -> listener.restored();
                case CaptureLoop.News.Noticed noticed -> {
                    LOG.log(Level.WARNING, "Source has a defect notice={0}", noticed.notice());
                    listener.noticed(noticed.notice());
                }
            }
        }
    }

    /// Whether samples were forced to the disk within the last few sync intervals.
    boolean isReachingStorage() {
        return isRecording && world.ticker().nanos() - storedAtNanos < 3 * syncNanos;
    }

    /// Ends the recording for this reason once the capture thread has ended.
    void stopWith(EndReason reason) {
        stopReason = reason;
        stopAtNanos = world.ticker().nanos();
        stopping = true;
    }
}

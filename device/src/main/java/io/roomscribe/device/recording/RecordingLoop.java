package io.roomscribe.device.recording;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.LevelMeter;
import io.roomscribe.device.capture.SignalWatch;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Empties the ring onto the disk. A disk error ends the recording; frames are then thrown away, as
/// a gap, until what it left open is repaired and a new recording can be begun.
///
/// Longer than other files because one thread's whole state is in it. Runs on the `recording`
/// thread; `isReachingStorage`, `isSilent` and `stopWith` are for others.
final class RecordingLoop implements Runnable {
    private static final Logger LOG = System.getLogger(RecordingLoop.class.getName());

    /// Longer than a block takes to come.
    private static final long POLL_NANOS = 120_000_000;

    private static final long CAPTURE_STOP_NANOS = 1_500_000_000;
    private static final long CLOCK_CHECK_NANOS = 200_000_000;
    private static final Duration DISK_RETRY_MIN = Duration.ofSeconds(1);
    private static final Duration DISK_RETRY_MAX = Duration.ofSeconds(15);

    private final FrameRing ring;
    private final CaptureLoop capture;
    private final Recordings recordings;
    private final RecordingListener listener;
    private final Surroundings world;
    private final SyncSchedule schedule;
    private final LevelMeter meter = new LevelMeter();
    private final SignalWatch signal = new SignalWatch();
    private final LostSamples lostSamples = new LostSamples();
    private final Backoff diskBackoff;
    private final GapLedger gaps;
    private final FrameWatch frames;
    private final CountDownLatch ended = new CountDownLatch(1);

    private @Nullable RecordingWriter writer;
    private Optional<Broken> broken = Optional.empty();
    private Optional<RecordingException> diskFailing = Optional.empty();
    private long diskRetryAtNanos;
    private long clockCheckedNanos;
    private volatile long storedAtNanos;
    private volatile boolean isRecording;
    private volatile boolean stopping;
    private volatile long stopAtNanos;
    private volatile EndReason stopReason = EndReason.RESTART;

    private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();

    /// A wish to end the recording with what was captured up to a moment.
    private record Cut(long nanos, CountDownLatch done) {}

    /// A recording that a disk error left unsealed.
    ///
    /// @param reason why it ended
    private record Broken(RecordingId recording, int sealedChunks, EndReason reason) {
        Broken endedBy(EndReason other) {
            return new Broken(recording, sealedChunks, other);
        }
    }

    RecordingLoop(
            FrameRing ring,
            CaptureLoop capture,
            Recordings recordings,
            RecordingListener listener,
            Surroundings world,
            RecorderControl control,
            CaptureConfig config) {
        this.ring = ring;
        this.capture = capture;
        this.recordings = recordings;
        this.listener = listener;
        this.world = world;
        this.frames = new FrameWatch(config.noFramesTimeout());
        this.diskBackoff = new Backoff(DISK_RETRY_MIN, DISK_RETRY_MAX, world.random());
        var now = world.ticker().nanos();
        this.schedule = new SyncSchedule(config.syncInterval(), now);
        this.gaps = GapLedger.since(recordings.last(), world.bootId(), now);
        this.clockCheckedNanos = now - CLOCK_CHECK_NANOS;
        if (!control.mayRecord()) {
            gaps.change(now, control.isStopped() ? GapReason.STOPPED : GapReason.MUTED);
        }
    }

    /// From now on forces to the disk so often.
    void syncInterval(Duration interval) {
        schedule.interval(interval);
    }

    @Override
    public void run() {
        var goesOn = true;
        while (goesOn) {
            goesOn = turn(POLL_NANOS);
        }
        ended.countDown();
        // A played file's clock may become good after it.
        while (!stopping) {
            LockSupport.parkNanos(this, POLL_NANOS);
            checkClockWhenDue();
        }
    }

    /// Waits until the source has ended and everything is on the disk.
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /// Takes at most one frame, waiting for it so long, and does what is due.
    ///
    /// @return false when everything is done
    boolean turn(long waitNanos) {
        // Asked before the ring: nothing can come after it says yes.
        var isLast = capture.isFinished() || hasWaitedForCapture();
        var slot = ring.poll(waitNanos, framesWanted());
        tellNews();
        if (slot != null) {
            frames.came(world.ticker().nanos()).ifPresent(listener::restored);
            take(slot);
            cutIfWanted(slot.capturedAt().nanos());
            ring.release();
        } else if (isLast) {
            endNow(stopReason, Optional.empty());
            if (broken.isEmpty() || stopping) {
                tellNews();
                return false;
            }
        }
        if (slot == null) {
            watchFrames();
            cutIfWanted(world.ticker().nanos());
        }
        syncWhenDue();
        repairWhenDue();
        checkClockWhenDue();
        return true;
    }

    private void watchFrames() {
        if (writer != null) {
            frames.nothingCame(world.ticker().nanos(), capture.description())
                    .ifPresent(failure -> {
                        endNow(EndReason.NO_FRAMES, Optional.of(GapReason.NO_FRAMES));
                        listener.failed(failure);
                    });
        }
    }

    /// Less than a block is not written.
    private int framesWanted() {
        var current = writer;
        return current == null ? 1 : current.framesToBlock();
    }

    /// A source stuck in a driver must not keep the last chunk from being sealed.
    private boolean hasWaitedForCapture() {
        return stopping && world.ticker().nanos() - stopAtNanos > CAPTURE_STOP_NANOS;
    }

    private void take(FrameRing.Slot slot) {
        var before = slot.before;
        if (before != null) {
            interrupted(before, slot.capturedAt().nanos());
        }
        if (slot.length > 0) {
            meter.add(slot.samples, slot.length).ifPresent(listener::level);
            if (slot.isLive) {
                signal.add(slot.samples, slot.length).ifPresent(listener::signal);
            }
            store(slot);
        }
        if (slot.isEnd) {
            endNow(EndReason.SOURCE_ENDED, Optional.empty());
            gaps.forget();
        }
    }

    /// Ends the recording that goes on, if one does, and begins another with the next frame, so
    /// that the ended one's files can be changed. Waits until it is sealed.
    ///
    /// @return false when that took too long
    boolean cut(Duration timeout) throws InterruptedException {
        var done = new CountDownLatch(1);
        var earlier = cut.getAndSet(new Cut(world.ticker().nanos(), done));
        if (earlier != null) {
            earlier.done().countDown();
        }
        return hasEnded() || done.await(timeout.toMillis(), TimeUnit.MILLISECONDS) || hasEnded();
    }

    private void cutIfWanted(long takenThroughNanos) {
        var wanted = cut.get();
        if (wanted != null
                && takenThroughNanos - wanted.nanos() >= 0
                && cut.compareAndSet(wanted, null)) {
            endNow(EndReason.ERASED, Optional.empty());
            wanted.done().countDown();
        }
    }

    private void interrupted(Interruption why, long atNanos) {
        signal.reset().ifPresent(listener::signal);
        var wasRecording = writer != null;
        endNow(why.end(), Optional.of(why.gap()));
        if (wasRecording) {
            return;
        }
        if (why != Interruption.OVERRUN || !gaps.isOpen()) {
            gaps.change(atNanos, why.gap());
        }
    }

    private void store(FrameRing.Slot slot) {
        if (isDiskWaitedFor()) {
            return;
        }
        if (!recordings.hasRoom()) {
            refuse(slot);
            return;
        }
        try {
            var current = writer;
            if (current == null) {
                repairBroken();
                current = startRecording(slot);
                writer = current;
            }
            current.append(slot.samples, slot.length, slot.capturedAt());
            var behind = slot.capturedAt().nanos() - current.nanosTaken();
            if (slot.isLive && lostSamples.isLossAfter(behind)) {
                endNow(EndReason.OVERRUN, Optional.of(GapReason.OVERRUN));
            }
        } catch (IOException e) {
            gaps.change(
                    slot.capturedAt().nanos() - Audio.duration(slot.length).toNanos(),
                    GapReason.DISK_FULL);
            diskFailed(e, EndReason.DISK_FULL, Optional.of(GapReason.DISK_FULL));
        }
    }

    private boolean isDiskWaitedFor() {
        return diskFailing.isPresent() && world.ticker().nanos() - diskRetryAtNanos < 0;
    }

    /// Ends the recording in order while there is space to do so.
    private void refuse(FrameRing.Slot slot) {
        endNow(EndReason.DISK_FULL, Optional.of(GapReason.DISK_FULL));
        gaps.change(
                slot.capturedAt().nanos() - Audio.duration(slot.length).toNanos(),
                GapReason.DISK_FULL);
        diskRetryAtNanos = world.ticker().nanos() + DISK_RETRY_MIN.toNanos();
        tellDiskFailing(() ->
                new RecordingException(
                        RecordingException.Code.DISK,
                        "cannot store audio in %s: no space is left for it"
                                .formatted(recordings.files().folder()),
                        "free space; recording resumes by itself"));
    }

    private RecordingWriter startRecording(FrameRing.Slot first) throws IOException {
        var length = Audio.duration(first.length);
        var startedAt = first.capturedAt().wall().minus(length);
        var startedNanos = first.capturedAt().nanos() - length.toNanos();
        var start =
                new RecordingStart(
                        RecordingId.random(world.random()),
                        recordings.nextNumber(),
                        world.bootId(),
                        startedAt,
                        startedNanos,
                        first.capturedAt().quality(),
                        capture.description(),
                        gaps.until(startedNanos, startedAt));
        var started = RecordingWriter.start(recordings, start, listener);
        gaps.forget();
        lostSamples.reset();
        LOG.log(
                Level.INFO,
                "Recording started recording={0} source={1}",
                start.recording(),
                start.source());
        diskWorks();
        stored();
        isRecording = true;
        return started;
    }

    /// @param gapReason why nothing is recorded from now on, empty when nothing is to be
    private void endNow(EndReason reason, Optional<GapReason> gapReason) {
        var ending = writer;
        if (ending == null) {
            // The disk error came first, but whoever waits for the meeting's end shall hear of it.
            broken = broken.map(it -> reason.endsMeeting() ? it.endedBy(reason) : it);
            return;
        }
        try {
            var _ = ending.end(reason);
            gapReason.ifPresent(why -> gaps.open(ending.endNanos(), why));
            writer = null;
            isRecording = false;
            LOG.log(
                    Level.INFO,
                    "Recording ended recording={0} reason={1}",
                    ending.recording(),
                    reason.word());
        } catch (IOException e) {
            diskFailed(e, reason, gapReason);
        }
    }

    private void syncWhenDue() {
        var now = world.ticker().nanos();
        var current = writer;
        if (!schedule.isDue(now, ring.frames()) || current == null || !current.isDirty()) {
            return;
        }
        try {
            current.sync();
            schedule.synced(now, world.ticker().nanos(), ring.frames());
            stored();
        } catch (IOException e) {
            diskFailed(e, EndReason.DISK_FULL, Optional.of(GapReason.DISK_FULL));
        }
    }

    private void stored() {
        storedAtNanos = world.ticker().nanos();
    }

    private void diskFailed(IOException e, EndReason reason, Optional<GapReason> gapReason) {
        var failed = writer;
        if (failed != null) {
            gapReason.ifPresent(why -> gaps.open(failed.endNanos(), why));
            broken = Optional.of(new Broken(failed.recording(), failed.sealedChunks(), reason));
            writer = null;
            isRecording = false;
            try {
                failed.abandon();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
        }
        diskRetryAtNanos = world.ticker().nanos() + diskBackoff.next().toNanos();
        tellDiskFailing(() ->
                new RecordingException(
                        RecordingException.Code.DISK,
                        "cannot store audio in %s: %s"
                                .formatted(recordings.files().folder(), SegmentFiles.reason(e)),
                        "free space or repair the disk; recording resumes by itself",
                        e));
    }

    /// Once, until the disk works again.
    private void tellDiskFailing(Supplier<RecordingException> why) {
        if (diskFailing.isEmpty()) {
            var failure = why.get();
            LOG.log(Level.ERROR, "Recording interrupted: {0}", failure.getMessage());
            diskFailing = Optional.of(failure);
            listener.failed(failure);
        }
    }

    private void diskWorks() {
        if (diskFailing.isPresent()) {
            diskBackoff.reset();
            listener.restored(diskFailing.get());
            diskFailing = Optional.empty();
        }
    }

    /// Also while no frame comes: what is open must be sealed, or its end would never be told.
    private void repairWhenDue() {
        if (broken.isEmpty() || isDiskWaitedFor()) {
            return;
        }
        try {
            repairBroken();
            diskWorks();
        } catch (IOException e) {
            diskFailed(e, EndReason.DISK_FULL, Optional.empty());
        }
    }

    private void repairBroken() throws IOException {
        if (broken.isEmpty()) {
            return;
        }
        var recording = broken.get().recording();
        var sealed = broken.get().sealedChunks();
        var end = recordings.repair(recording, broken.get().reason(), sealed);
        recordings.readSealedChunks(recording).stream()
                .filter(chunk -> chunk.chunk().index() >= sealed)
                .forEach(listener::sealed);
        listener.ended(end);
        recordings
                .find(recording)
                .ifPresent(it -> gaps.beginsAt(it.start().nanosAt(end.samples())));
        broken = Optional.empty();
    }

    /// A clock that became good re-times what this boot recorded before.
    private void checkClockWhenDue() {
        var nanos = world.ticker().nanos();
        if (nanos - clockCheckedNanos < CLOCK_CHECK_NANOS) {
            return;
        }
        clockCheckedNanos = nanos;
        var now = world.now();
        if (!now.quality().isGood()) {
            return;
        }
        try {
            recordings.retime(world.bootId(), now).ifPresent(listener::retimed);
        } catch (IOException e) {
            LOG.log(
                    Level.DEBUG,
                    "Recording cannot be re-timed yet reason={0}",
                    SegmentFiles.reason(e));
        }
    }

    private void tellNews() {
        for (var news = capture.nextNews(); news.isPresent(); news = capture.nextNews()) {
            switch (news.get()) {
                case CaptureLoop.News.Failed failed -> listener.failed(failed.failure());
                case CaptureLoop.News.Restored restored -> listener.restored(restored.failure());
                case CaptureLoop.News.Noticed noticed -> {
                    LOG.log(Level.WARNING, "Source has a defect notice={0}", noticed.notice());
                    listener.noticed(noticed.notice());
                }
            }
        }
    }

    /// Whether samples were forced to the disk within the last few sync intervals.
    boolean isReachingStorage() {
        return isRecording && world.ticker().nanos() - storedAtNanos < 4 * schedule.pauseNanos();
    }

    /// Whether no recording is open and nothing waits to be written.
    boolean isSilent() {
        return !isRecording && ring.isEmpty();
    }

    /// Ends the recording for this reason once the capture thread has ended.
    void stopWith(EndReason reason) {
        stopReason = reason;
        stopAtNanos = world.ticker().nanos();
        stopping = true;
    }
}

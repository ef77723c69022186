package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import io.roomscribe.device.capture.CaptureException;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.protocol.supervision.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reads the source and fills the ring, nothing else; opens the source again when it fails.
///
/// Runs on the `capture` thread; `news`, `description` and `stop` are for others.
final class CaptureLoop implements Runnable {
    private static final Duration REOPEN_MIN = Duration.ofMillis(500);
    private static final Duration REOPEN_MAX = Duration.ofSeconds(10);
    private static final long ROOM_POLL_NANOS = 2_000_000;
    private static final Duration STOPPED_POLL = Duration.ofMillis(20);

    /// What the recording thread shall tell the listener. Bounded by the state changes of one
    /// source: a failure is told once until frames flow again.
    sealed interface News {
        record Failed(Failure failure) implements News {}

        record Restored() implements News {}

        record Noticed(String notice) implements News {}
    }

    private final AudioInput input;
    private final FrameRing ring;
    private final Clock clock;
    private final Backoff backoff;
    private final StopSignal stop = new StopSignal();
    private final ConcurrentLinkedQueue<News> news = new ConcurrentLinkedQueue<>();
    private final short[] frame = new short[Audio.FRAME_SAMPLES];
    private volatile @Nullable AudioSource source;
    private volatile String description = "";
    private volatile boolean finished;
    private volatile RecorderControl control;
    private volatile RecorderControl obeyed = RecorderControl.RECORD;
    private volatile boolean sourceClosed;
    private boolean failing;

    CaptureLoop(
            AudioInput input,
            FrameRing ring,
            Clock clock,
            RandomGenerator random,
            RecorderControl control) {
        this.control = control;
        this.input = input;
        this.ring = ring;
        this.clock = clock;
        this.backoff = new Backoff(REOPEN_MIN, REOPEN_MAX, random);
    }

    /// Opens the source for the first time, on the caller's thread, so that a wrong configuration
    /// stops the start. A source that may come later is left to the loop, and one that nobody wants
    /// is left alone.
    void openFirst() {
        if (control.isStopped()) {
            return;
        }
        try {
            source = input.open();
        } catch (CaptureException e) {
            if (e.severity() != Failure.Severity.RETRY) {
                throw e;
            }
            fail(e);
        }
    }

    @Override
    public void run() {
        try {
            while (!stop.isStopping()) {
                if (control.isStopped()) {
                    obey(control);
                    recover();
                    var _ = stop.await(STOPPED_POLL);
                    continue;
                }
                var opened = source == null ? open() : Optional.ofNullable(source);
                if (opened.isPresent() && !play(opened.get())) {
                    return;
                }
                if (failing) {
                    awaitRetry(backoff.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finished = true;
        }
    }

    /// Ends early when there is nothing to retry any more.
    private void awaitRetry(Duration delay) throws InterruptedException {
        for (var left = delay;
                left.isPositive() && !isUnwanted();
                left = left.minus(STOPPED_POLL)) {
            var _ = stop.await(STOPPED_POLL);
        }
    }

    private Optional<AudioSource> open() {
        sourceClosed = false;
        try {
            var opened = input.open();
            source = opened;
            if (isUnwanted()) {
                closeSource();
            }
            return Optional.of(opened);
        } catch (CaptureException e) {
            fail(e);
            return Optional.empty();
        }
    }

    /// False when there is nothing more to come.
    private boolean play(AudioSource opened) {
        description = opened.description();
        try {
            for (var count = opened.read(frame); count >= 0; count = opened.read(frame)) {
                recover();
                take(opened, count);
            }
            if (sourceClosed) {
                return true;
            }
            opened.notice().ifPresent(notice -> news.add(new News.Noticed(notice)));
            waitUntil(ring::offerEnd);
            return opened.isReopenable();
        } catch (CaptureException e) {
            if (sourceClosed) {
                return true;
            }
            var why =
                    e.code() == CaptureException.Code.NO_FRAMES
                            ? Interruption.NO_FRAMES
                            : Interruption.MICROPHONE_LOST;
            // Nothing to read meanwhile, so waiting loses nothing.
            waitUntil(() -> ring.offerInterruption(why));
            fail(e);
            return true;
        } finally {
            opened.close();
            source = null;
        }
    }

    /// Passes a frame on, unless the room is muted: then nothing of it goes any further.
    private void take(AudioSource opened, int count) {
        var wanted = control;
        var before = obeyed;
        if (!wanted.equals(before)) {
            obey(wanted);
            if (wanted.mayRecord() && !before.isStopped()) {
                // What came before the room was heard again stays unheard.
                opened.discard();
                return;
            }
        }
        if (wanted.mayRecord()) {
            put(opened, count);
        }
    }

    /// Ends the recording where people want none.
    private void obey(RecorderControl wanted) {
        if (wanted.equals(obeyed)) {
            return;
        }
        if (!wanted.mayRecord()) {
            var why = wanted.isStopped() ? Interruption.STOPPED : Interruption.MUTED;
            // Nothing is to be read meanwhile, so waiting loses nothing.
            waitUntil(() -> ring.offerInterruption(why));
        }
        obeyed = wanted;
    }

    private boolean isUnwanted() {
        return stop.isStopping() || control.isStopped();
    }

    private void put(AudioSource opened, int count) {
        var at = SegmentFormat.micros(clock.instant());
        if (opened.isLive()) {
            if (!ring.offer(frame, count, at)) {
                ring.dropped();
            }
        } else {
            waitUntil(() -> ring.offer(frame, count, SegmentFormat.micros(clock.instant())));
        }
    }

    private void waitUntil(BooleanSupplier done) {
        while (!done.getAsBoolean() && !stop.isStopping()) {
            LockSupport.parkNanos(this, ROOM_POLL_NANOS);
        }
    }

    private void fail(CaptureException e) {
        if (!failing) {
            failing = true;
            news.add(new News.Failed(e));
        }
    }

    private void recover() {
        if (failing) {
            failing = false;
            backoff.reset();
            news.add(new News.Restored());
        }
    }

    Optional<News> nextNews() {
        return Optional.ofNullable(news.poll());
    }

    /// What is being captured, for people.
    String description() {
        return description;
    }

    /// Whether no frame will come any more.
    boolean isFinished() {
        return finished;
    }

    /// Takes effect with the next frame, for a stop at once.
    void control(RecorderControl wanted) {
        control = wanted;
        if (wanted.isStopped()) {
            closeSource();
        }
    }

    /// Whether no frame can come any more but those in the ring, as long as the control stays so.
    boolean isSilent() {
        return finished || source == null || obeyed.equals(control);
    }

    void stop() {
        stop.stop();
        closeSource();
    }

    private void closeSource() {
        sourceClosed = true;
        var opened = source;
        if (opened != null) {
            opened.close();
        }
    }
}

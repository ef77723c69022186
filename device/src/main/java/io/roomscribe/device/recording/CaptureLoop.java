package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import io.roomscribe.device.capture.CaptureException;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.supervision.Backoff;
import io.roomscribe.protocol.supervision.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Reads the source and fills the ring, nothing else; opens the source again when it fails, and
/// lets nothing through that people do not want recorded.
///
/// Runs on the `capture` thread; `news`, `description`, `control` and `stop` are for others.
final class CaptureLoop implements Runnable {
    private static final Duration REOPEN_MIN = Duration.ofMillis(500);
    private static final Duration REOPEN_MAX = Duration.ofSeconds(10);
    private static final long ROOM_POLL_NANOS = 2_000_000;
    private static final long CONTROL_POLL_NANOS = 20_000_000;

    /// What the recording thread shall tell the listener. Bounded by the state changes of one
    /// source: a failure is told once until frames flow again.
    sealed interface News {
        record Failed(Failure failure) implements News {}

        record Restored(Failure failure) implements News {}

        record Noticed(String notice) implements News {}
    }

    private final AudioInput input;
    private final FrameRing ring;
    private final Surroundings world;
    private final LongConsumer pause;
    private final Backoff backoff;
    private final ConcurrentLinkedQueue<News> news = new ConcurrentLinkedQueue<>();
    private final short[] frame = new short[Audio.FRAME_SAMPLES];
    private volatile @Nullable AudioSource source;
    private volatile String description = "";
    private volatile boolean stopping;
    private volatile boolean finished;
    private volatile boolean sourceClosed;
    private volatile RecorderControl control;
    private volatile RecorderControl obeyed = RecorderControl.RECORD;
    private Optional<Failing> failing = Optional.empty();

    private record Failing(Failure failure, Interruption why) {}

    /// @param pause waits for so many nanoseconds
    CaptureLoop(
            AudioInput input,
            FrameRing ring,
            Surroundings world,
            RecorderControl control,
            LongConsumer pause) {
        this.input = input;
        this.ring = ring;
        this.world = world;
        this.control = control;
        this.pause = pause;
        this.backoff = new Backoff(REOPEN_MIN, REOPEN_MAX, world.random());
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
            fail(e, Interruption.MICROPHONE_LOST);
        }
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                if (control.isStopped()) {
                    obey(control);
                    recover();
                    pause.accept(CONTROL_POLL_NANOS);
                    continue;
                }
                var opened = source == null ? open() : Optional.ofNullable(source);
                if (opened.isPresent() && !play(opened.get())) {
                    return;
                }
                if (failing.isPresent()) {
                    awaitRetry(backoff.next());
                }
            }
        } finally {
            finished = true;
        }
    }

    /// Ends early when there is nothing to retry any more.
    private void awaitRetry(Duration delay) {
        for (var left = delay.toNanos(); left > 0 && !isUnwanted(); left -= CONTROL_POLL_NANOS) {
            obey(control);
            pause.accept(CONTROL_POLL_NANOS);
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
            fail(e, Interruption.MICROPHONE_LOST);
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
            waitUntil(() -> ring.offerEnd(world.now()));
            return opened.isReopenable();
        } catch (CaptureException e) {
            if (!sourceClosed) {
                fail(
                        e,
                        e.code() == CaptureException.Code.NO_FRAMES
                                ? Interruption.NO_FRAMES
                                : Interruption.MICROPHONE_LOST);
            }
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
        obey(wanted);
        if (!wanted.mayRecord()) {
            return;
        }
        if (before.isMuted()) {
            // What came before the room was heard again stays unheard.
            opened.discard();
            return;
        }
        if (!opened.isLive()) {
            waitUntil(() -> ring.offer(frame, count, world.now(), false));
            return;
        }
        var at = world.now().minusNanos(opened.lateness().toNanos());
        if (!ring.offer(frame, count, at, true)) {
            ring.dropped();
        }
    }

    /// Ends the recording where people want none; says why nothing comes when they want one again.
    private void obey(RecorderControl wanted) {
        if (wanted.equals(obeyed)) {
            return;
        }
        if (wanted.mayRecord()) {
            failing.map(Failing::why).ifPresent(this::interrupt);
        } else {
            interrupt(wanted.isStopped() ? Interruption.STOPPED : Interruption.MUTED);
        }
        obeyed = wanted;
    }

    /// Nothing is to be read meanwhile, so waiting for room in the ring loses nothing.
    private void interrupt(Interruption why) {
        var at = world.now();
        waitUntil(() -> ring.offerInterruption(why, at));
    }

    private boolean isUnwanted() {
        return stopping || control.isStopped();
    }

    private void waitUntil(BooleanSupplier done) {
        while (!done.getAsBoolean() && !stopping) {
            pause.accept(ROOM_POLL_NANOS);
        }
    }

    private void fail(CaptureException e, Interruption why) {
        if (failing.isEmpty()) {
            failing = Optional.of(new Failing(e, why));
            if (obeyed.mayRecord()) {
                interrupt(why);
            }
            news.add(new News.Failed(e));
        }
    }

    private void recover() {
        if (failing.isPresent()) {
            news.add(new News.Restored(failing.get().failure()));
            failing = Optional.empty();
            backoff.reset();
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
        stopping = true;
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

package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A source that does what the test says: plays samples, fails, waits.
final class ScriptedInput implements AudioInput {
    /// One step of a source's life: samples, an exception, or the end.
    sealed interface Step {
        final class Play implements Step {
            private final short[] samples;

            Play(short[] samples) {
                this.samples = samples;
            }
        }

        record Fail(Supplier<RuntimeException> exception) implements Step {}

        /// Runs while the capture thread waits for it.
        record Do(Runnable action) implements Step {}

        record End() implements Step {}
    }

    private final Queue<Step> steps = new ArrayDeque<>();
    private final boolean isLive;
    private volatile boolean closed;

    ScriptedInput(boolean isLive) {
        this.isLive = isLive;
    }

    synchronized ScriptedInput then(Step step) {
        steps.add(step);
        return this;
    }

    ScriptedInput play(short[] samples) {
        return then(new Step.Play(samples));
    }

    private synchronized @Nullable Step next() {
        return steps.poll();
    }

    @Override
    public AudioSource open() {
        closed = false;
        return new Source();
    }

    private final class Source implements AudioSource {
        private short[] playing = new short[0];
        private int position;

        @Override
        public int read(short[] frame) {
            while (position == playing.length) {
                if (closed) {
                    return -1;
                }
                switch (next()) {
                    case Step.Play play -> {
                        playing = play.samples;
                        position = 0;
                    }
                    case Step.Fail fail -> throw fail.exception().get();
                    case Step.Do step -> step.action().run();
                    case Step.End _ -> {
                        return -1;
                    }
                    case null -> java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
            }
            var count = Math.min(frame.length, playing.length - position);
            System.arraycopy(playing, position, frame, 0, count);
            position += count;
            return count;
        }

        @Override
        public String description() {
            return "scripted";
        }

        @Override
        public boolean isLive() {
            return isLive;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

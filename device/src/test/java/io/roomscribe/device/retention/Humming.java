package io.roomscribe.device.retention;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import java.util.concurrent.locks.LockSupport;

/// A microphone that always hears the same tone, in real time.
final class Humming implements AudioInput {
    private static final long FRAME_NANOS = 20_000_000;

    @Override
    public AudioSource open() {
        return new Source();
    }

    private static final class Source implements AudioSource {
        private long dueNanos = System.nanoTime();
        private volatile boolean closed;

        @Override
        public int read(short[] frame) {
            dueNanos += FRAME_NANOS;
            for (var wait = dueNanos - System.nanoTime();
                    wait > 0 && !closed;
                    wait = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            for (var i = 0; i < frame.length; i++) {
                frame[i] = (short) (3000 * Math.sin(i * 2 * Math.PI / 40));
            }
            return closed ? -1 : frame.length;
        }

        @Override
        public String description() {
            return "humming";
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

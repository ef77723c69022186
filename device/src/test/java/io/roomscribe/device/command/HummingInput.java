package io.roomscribe.device.command;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// A live source that hums one level for ever, twenty times faster than real time.
final class HummingInput implements AudioInput {
    static final short LEVEL = 1024;

    @Override
    public AudioSource open() {
        return new Humming();
    }

    private static final class Humming implements AudioSource {
        private volatile boolean closed;

        @Override
        public int read(short[] frame) {
            if (closed) {
                return -1;
            }
            LockSupport.parkNanos(1_000_000);
            Arrays.fill(frame, LEVEL);
            return frame.length;
        }

        @Override
        public String description() {
            return "hum";
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

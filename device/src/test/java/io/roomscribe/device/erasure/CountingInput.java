package io.roomscribe.device.erasure;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import java.util.concurrent.locks.LockSupport;

/// A live source whose every sample can be told from every other of the first two minutes: sample n
/// is n / 64 + 1, some thirty times faster than real time.
final class CountingInput implements AudioInput {
    static short sample(long number) {
        return (short) (number / 64 % 32_000 + 1);
    }

    @Override
    public AudioSource open() {
        return new Counting();
    }

    private static final class Counting implements AudioSource {
        private volatile boolean closed;
        private long number;

        @Override
        public int read(short[] frame) {
            if (closed) {
                return -1;
            }
            LockSupport.parkNanos(400_000);
            for (var i = 0; i < frame.length; i++) {
                frame[i] = sample(number++);
            }
            return frame.length;
        }

        @Override
        public String description() {
            return "counting";
        }

        @Override
        public boolean isLive() {
            return false;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

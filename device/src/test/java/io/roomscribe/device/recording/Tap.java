package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import io.roomscribe.testkit.Await;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A live source that never ends, saying one thing all the time; can be opened again.
final class Tap implements AudioInput {
    /// A sample that nobody may find on a disk.
    static final short SECRET = 4242;

    static final short PUBLIC = 1000;

    private final AtomicLong framesHeard = new AtomicLong();
    private volatile short saying = PUBLIC;
    private volatile boolean open;

    void say(short sample) {
        saying = sample;
    }

    /// Until so many more frames were read.
    void awaitHeard(int frames) {
        var until = framesHeard.get() + frames;
        Await.until("frames read", Duration.ofSeconds(10), () -> framesHeard.get() >= until);
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public AudioSource open() {
        open = true;
        return new Opened();
    }

    private final class Opened implements AudioSource {
        private volatile boolean closed;

        @Override
        public int read(short[] frame) {
            if (closed) {
                return -1;
            }
            LockSupport.parkNanos(1_000_000);
            Arrays.fill(frame, saying);
            framesHeard.incrementAndGet();
            return frame.length;
        }

        @Override
        public String description() {
            return "tap";
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
            open = false;
        }
    }
}

package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.testkit.Await;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameRingTest {
    private final FrameRing ring = new FrameRing();
    private final short[] frame = new short[320];

    @Test
    void handsFramesOverInOrder() {
        frame[0] = 1;
        ring.offer(frame, 320, at(10), true);
        frame[0] = 2;
        ring.offer(frame, 7, at(20), true);

        var first = poll();
        assertThat(first.samples[0]).isEqualTo((short) 1);
        assertThat(first.capturedAt()).isEqualTo(at(10));
        ring.release();
        var second = poll();
        assertThat(second.samples[0]).isEqualTo((short) 2);
        assertThat(second.length).isEqualTo(7);
        ring.release();
        assertThat(ring.poll(1, 1)).isNull();
    }

    @Test
    void fullRingDropsAndTheNextFrameCarriesTheOverrun() {
        fill();
        assertThat(ring.offer(frame, 320, at(0), true)).isFalse();
        ring.dropped();
        poll();
        ring.release();

        assertThat(ring.offer(frame, 320, at(0), true)).isTrue();

        for (var i = 1; i < FrameRing.SLOTS; i++) {
            assertThat(poll().before).isNull();
            ring.release();
        }
        assertThat(poll().before).isEqualTo(Interruption.OVERRUN);
    }

    @Test
    void everyReasonOfAnInterruptionIsTold() {
        fill();
        ring.dropped();
        assertThat(ring.offerInterruption(Interruption.MUTED, at(0))).isFalse();
        poll();
        ring.release();

        assertThat(ring.offerInterruption(Interruption.MUTED, at(0))).isFalse();
        poll();
        ring.release();
        assertThat(ring.offerInterruption(Interruption.MUTED, at(0))).isTrue();

        for (var i = 2; i < FrameRing.SLOTS; i++) {
            ring.release();
        }
        assertThat(poll().before).isEqualTo(Interruption.OVERRUN);
        ring.release();
        assertThat(poll().before).isEqualTo(Interruption.MUTED);
    }

    @Test
    void endComesAfterTheLastFrame() {
        ring.offer(frame, 320, at(0), true);
        ring.offerEnd(at(0));

        assertThat(poll().isEnd).isFalse();
        ring.release();
        assertThat(poll().isEnd).isTrue();
        assertThat(poll().length).isZero();
    }

    @Test
    void readerIsWokenWhenWhatItWantsIsThere() throws InterruptedException {
        var woken = new LinkedBlockingQueue<Long>();
        var reader =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (ring.poll(Long.MAX_VALUE, 3) == null) {
                                // A thread may wake up for no reason.
                            }
                            woken.add(1L);
                        });
        Await.until(
                "reader waits",
                Duration.ofSeconds(10),
                () -> reader.getState() == State.TIMED_WAITING);

        ring.offer(frame, 320, at(10), true);
        ring.offer(frame, 320, at(20), true);
        assertThat(woken.poll(50, TimeUnit.MILLISECONDS)).isNull();
        ring.offer(frame, 320, at(30), true);

        assertThat(woken.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void markWakesTheReaderAtOnce() throws InterruptedException {
        var woken = new LinkedBlockingQueue<Long>();
        var reader =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (ring.poll(Long.MAX_VALUE, 5) == null) {
                                // A thread may wake up for no reason.
                            }
                            woken.add(1L);
                        });
        Await.until(
                "reader waits",
                Duration.ofSeconds(10),
                () -> reader.getState() == State.TIMED_WAITING);

        ring.offerInterruption(Interruption.MUTED, at(10));

        assertThat(woken.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    private static Moment at(long micros) {
        return new Moment(0, SegmentFormat.instant(micros), ClockQuality.NTP);
    }

    private FrameRing.Slot poll() {
        return Objects.requireNonNull(ring.poll(1, 1));
    }

    private void fill() {
        for (var i = 0; i < FrameRing.SLOTS; i++) {
            assertThat(ring.offer(frame, 320, at(0), true)).isTrue();
        }
    }
}

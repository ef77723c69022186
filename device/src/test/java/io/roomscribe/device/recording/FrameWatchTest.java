package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.CaptureException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FrameWatchTest {
    private static final long SECOND = 1_000_000_000;
    private static final long POLL = 100_000_000;

    private final FrameWatch watch = new FrameWatch(Duration.ofSeconds(2));

    @Test
    void saysOnceThatNothingComesAndOnceThatItIsOver() {
        watch.came(0);

        assertThat(waited(POLL, 2 * SECOND)).isEmpty();
        var failure = waited(2 * SECOND, 4 * SECOND);

        assertThat(failure).map(CaptureException::code).contains(CaptureException.Code.NO_FRAMES);
        assertThat(failure.orElseThrow().getMessage()).contains("'line'").contains("2000 ms");
        assertThat(waited(4 * SECOND, 20 * SECOND)).isEmpty();
        assertThat(watch.came(21 * SECOND)).isEqualTo(failure);
        assertThat(watch.came(22 * SECOND)).isEmpty();
    }

    /// The whole machine was suspended; the source was not silent.
    @Test
    void doesNotCountTimeInWhichTheProcessStoodStill() {
        watch.came(0);

        assertThat(watch.nothingCame(3600 * SECOND, "line")).isEmpty();
    }

    private Optional<CaptureException> waited(long fromNanos, long untilNanos) {
        Optional<CaptureException> told = Optional.empty();
        for (var now = fromNanos; now <= untilNanos; now += POLL) {
            var one = watch.nothingCame(now, "line");
            told = told.isPresent() ? told : one;
        }
        return told;
    }
}

package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.testkit.ManualTicker;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SpeechPaceTest {
    private static final RecordingId RECORDING = new RecordingId(1);
    private static final int BLOCK = VoiceActivity.BLOCK;

    private final ManualTicker ticker = new ManualTicker();
    private final SpeechPace pace = new SpeechPace(ticker);
    private long position;

    @BeforeEach
    void begin() {
        pace.begin();
        pace.asked();
        pace.answered(new WorkerAnswer.Started(RECORDING, 0));
    }

    /// Blocks of 200 ms that are given one after the other, as they are recorded.
    private void speak(Duration length, Duration each) {
        for (var end = position + Audio.samples(length); position < end; ) {
            pace.asked();
            ticker.advance(each);
            position += BLOCK;
            pace.answered(new WorkerAnswer.Progress(RECORDING, position, 0, false));
            ticker.advance(Duration.ofMillis(500));
        }
    }

    private void assertFactor(double expected) {
        assertThat(pace.factor().orElseThrow()).isCloseTo(expected, Offset.offset(0.02));
    }

    @Test
    void saysNothingBeforeItHasHeardEnough() {
        position = Audio.SAMPLE_RATE;
        speak(Duration.ofSeconds(2), Duration.ofMillis(50));

        assertThat(pace.factor()).isEmpty();
    }

    @Test
    void countsTheTimeTheWorkerIsBusyAndNotTheTimeItWaitsForSound() {
        position = Audio.SAMPLE_RATE;
        speak(Duration.ofSeconds(20), Duration.ofMillis(50));

        assertFactor(0.25);
    }

    @Test
    void countsWhileTheWorkerIsNeverIdle() {
        pace.asked();
        for (var block = 0; block < 100; block++) {
            pace.asked();
            ticker.advance(Duration.ofMillis(300));
            position += BLOCK;
            pace.answered(new WorkerAnswer.Progress(RECORDING, position, 0, false));
        }

        assertFactor(1.5);
    }

    @Test
    void aQuietRoomDoesNotMakeASlowBoxFast() {
        speak(Duration.ofSeconds(20), Duration.ofMillis(260));
        for (var block = 0; block < 3000; block++) {
            pace.asked();
            ticker.advance(Duration.ofNanos(100_000));
            position += BLOCK;
            pace.answered(
                    new WorkerAnswer.Progress(
                            RECORDING, position, position - SpeechFeed.PRE_ROLL, true));
        }

        assertThat(pace.factor().orElseThrow()).isGreaterThan(1.2);
    }

    @Test
    void noticesThatTheBoxGotHot() {
        speak(Duration.ofMinutes(30), Duration.ofMillis(60));
        assertFactor(0.3);

        speak(Duration.ofMinutes(12), Duration.ofMillis(240));

        assertThat(pace.factor().orElseThrow()).isGreaterThan(1.0);
    }

    @Test
    void aWorkerThatDiedIsNotWaitedForByTheNext() {
        speak(Duration.ofSeconds(20), Duration.ofMillis(50));
        pace.asked();
        ticker.advance(Duration.ofMinutes(5));

        pace.begin();
        speak(Duration.ofSeconds(20), Duration.ofMillis(50));

        assertFactor(0.25);
    }
}

package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.accuracy.WordErrorRate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real model in a real worker process.
final class VoskWorkerIT {
    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir Path work;

    @Test
    void writesDownTheMeetingAsWellAsTheModelPromises() throws Exception {
        try (var speech = new Transcription(Transcription.config(), work)) {
            var samples = Pcm.meeting();
            speech.backlog.add(1, samples);
            var startedNanos = System.nanoTime();

            speech.start().awaitDone(LONG);

            var seconds = (System.nanoTime() - startedNanos) / 1e9;
            var wer = WordErrorRate.of(Pcm.meetingText(), speech.backlog.text());
            System.out.printf(
                    "meeting.wav: WER %s, real-time factor %.3f (start of the worker included)%n",
                    wer, seconds / (samples.length / 16_000.0));
            assertThat(wer.rate()).isLessThanOrEqualTo(0.15);
            assertThat(speech.failures).isEmpty();
                    System.out.println(
                            u.firstSample() / 16000.0
                                    + " "
                                    + u.samples() / 16000.0
                                    + " "
                                    + u.text()));
        }
    }
}

package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.protocol.message.EntryBody;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real model behind the voice activity detector and the noise gate.
final class VoiceActivityIT {
    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir Path work;

    @Test
    void writesNoWordOutOfNoise() throws Exception {
        try (var speech = new Transcription(Transcription.config(), work)) {
            var number = 0L;
            for (var noise : Noises.values()) {
                for (var dbfs : new double[] {-45, -25}) {
                    speech.backlog.add(++number, noise.samples(Duration.ofSeconds(20), dbfs, 9));
                }
            }

            speech.start().awaitDone(LONG);

            assertThat(speech.backlog.utterances)
                    .extracting(EntryBody.Utterance::recording, EntryBody.Utterance::text)
                    .isEmpty();
            assertThat(speech.backlog.shown).as("guesses that nobody withdrew").isEmpty();
        }
    }

    @Test
    void noiseCostsTheRecogniserNextToNothing() throws Exception {
        var length = Duration.ofMinutes(2);
        var noise = Noises.VENTILATION.samples(length, -45, 5);
        try (var speech = new Transcription(Transcription.config(), work);
                var open = new Transcription(Transcription.config(0.0), work.resolve("open"))) {
            var passed = cpu(speech, noise);
            var heard = cpu(open, noise);

            System.out.printf(
                    "ventilation, %d s: %.2f s of CPU in the worker, %.2f s when it has to hear"
                            + " everything: %.0f %%%n",
                    length.toSeconds(), passed, heard, 100 * passed / heard);
            assertThat(passed).isLessThan(0.25 * heard);
        }
    }

    /// Without what loading the model takes.
    private static double cpu(Transcription speech, short[] samples) throws Exception {
        speech.backlog.add(1, new short[Audio.SAMPLE_RATE]);
        speech.start().awaitDone(LONG);
        var before = speech.workerCpuSeconds();
        speech.backlog.add(2, samples);
        speech.awaitDone(LONG);
        return speech.workerCpuSeconds() - before;
    }

    @Test
    void silenceIsRecognisedThroughWhileItGoesOn() throws Exception {
        var samples = Noises.QUIET_ROOM.samples(Duration.ofSeconds(61), -60, 5);
        try (var speech = new Transcription(Transcription.config(), work)) {
            var recording = speech.backlog.add(1, samples);

            speech.start().awaitDone(LONG);

            assertThat(speech.backlog.through(recording)).isEqualTo(samples.length);
            assertThat(speech.backlog.events)
                    .as("a commit every ten seconds, and one at the end")
                    .hasSizeBetween(6, 10)
                    .containsOnly("progress");
        }
    }

    @Test
    void speechInNoiseIsWrittenDownAsIfEverythingWereHeard() throws Exception {
        var samples = Arrays.copyOf(Pcm.meeting(), 60 * Audio.SAMPLE_RATE);
        var noise = Noises.VENTILATION.samples(Duration.ofMinutes(1), -50, 13);
        for (var i = 0; i < noise.length; i++) {
            samples[i] = (short) Math.clamp(noise[i] + (long) samples[i], -32768, 32767);
        }
        try (var speech = new Transcription(Transcription.config(), work);
                var open = new Transcription(Transcription.config(0.0), work.resolve("open"))) {
            speech.backlog.add(1, samples);
            open.backlog.add(1, samples);
            speech.start().awaitDone(LONG);
            open.start().awaitDone(LONG);

            var difference = WordErrorRate.of(open.backlog.text(), speech.backlog.text());
            System.out.printf("speech in noise, against everything heard: %s%n", difference);
            assertThat(difference.rate()).isLessThan(0.1);
        }
    }
}

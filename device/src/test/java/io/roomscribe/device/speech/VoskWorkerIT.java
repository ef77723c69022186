package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
            var audio = samples.length / (double) Audio.SAMPLE_RATE;
            System.out.printf(
                    "meeting.wav: WER %s; real-time factor %.3f by the clock, %.3f of CPU (start of"
                            + " the worker included)%n",
                    wer, seconds / audio, speech.workerCpuSeconds() / audio);
            assertThat(wer.rate()).isLessThanOrEqualTo(0.15);
            assertThat(speech.failures).isEmpty();
            assertThat(speech.transcriber.pace().factor().orElseThrow())
                    .as("real-time factor as the box tells it")
                    .isBetween(0.005, seconds / audio * 2);
            assertThat(speech.backlog.through(new io.roomscribe.protocol.RecordingId(1)))
                    .isEqualTo(samples.length);
            speech.backlog.utterances.forEach(VoskWorkerIT::assertWellFormed);
            assertThat(speech.backlog.events.indexOf("partial"))
                    .isLessThan(speech.backlog.events.indexOf("utterance"));
            assertThat(speech.backlog.utterances)
                    .isSortedAccordingTo((a, b) -> Long.compare(a.firstSample(), b.firstSample()));
        }
    }

    private static void assertWellFormed(EntryBody.Utterance utterance) {
        assertThat(WordErrorRate.words(utterance.text()))
                .as("the words, but for sounds of thinking")
                .isSubsetOf(utterance.words().stream().map(Word::text).toList());
        assertThat(utterance.startedAt())
                .isEqualTo(InMemoryBacklog.START.plus(Audio.duration(utterance.firstSample())));
        var end = 0;
        for (var word : utterance.words()) {
            assertThat(word.startMillis()).isGreaterThanOrEqualTo(end - 30);
            assertThat(word.endMillis()).isGreaterThanOrEqualTo(word.startMillis());
            assertThat(word.confidence()).isBetween(0.0, 1.0);
            end = word.endMillis();
        }
        assertThat(utterance.words().getFirst().startMillis()).isZero();
        assertThat(end).isEqualTo((int) (utterance.samples() * 1000 / Audio.SAMPLE_RATE));
    }

    @Test
    void givesTheSameTextForTheSameAudio() throws Exception {
        var samples = Arrays.copyOf(Pcm.meeting(), 60 * Audio.SAMPLE_RATE);
        try (var speech = new Transcription(Transcription.config(), work)) {
            var first = speech.backlog.add(1, samples);
            var second = speech.backlog.add(2, samples);

            speech.start().awaitDone(LONG);

            assertThat(told(speech, second)).isEqualTo(told(speech, first)).isNotEmpty();
        }
    }

    private static List<String> told(
            Transcription speech, io.roomscribe.protocol.RecordingId recording) {
        return speech.backlog.utterances.stream()
                .filter(one -> one.recording().equals(recording))
                .map(one -> one.firstSample() + "+" + one.samples() + " " + one.words())
                .toList();
    }

    /// Terms that are said in the meeting, and some that are not.
    @Test
    void vocabularyPutsWordsRightAndHarmsNone() throws Exception {
        var terms =
                List.of(
                        "firmware",
                        "Dashboard",
                        "Ben",
                        "Dana",
                        "Martin",
                        "Kubernetes",
                        "Roomscribe");
        var spelled = new Vocabulary(terms);
        try (var speech = new Transcription(Transcription.config(terms), work)) {
            speech.backlog.add(1, Arrays.copyOf(Pcm.meeting(), 80 * Audio.SAMPLE_RATE));
            speech.start().awaitDone(LONG);

            var raw = String.join(" ", speech.backlog.words());
            assertThat(raw).contains("firm where").doesNotContain("Dana");
            assertThat(speech.backlog.text())
                    .contains("The new firmware is running on twelve devices", "Dana")
                    .doesNotContain("Kubernetes", "Roomscribe");
            var changed =
                    WordErrorRate.of(raw, String.join(" ", spelled.spell(speech.backlog.words())));
            System.out.printf("vocabulary: %s%n", changed.differences());
            assertThat(changed.errors()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void speakerVectorsComeWithUtterancesWhenThereIsASpeakerModel() throws Exception {
        var config = Transcription.config(Optional.of(Pcm.SPEAKER_MODEL));
        try (var speech = new Transcription(config, work)) {
            speech.backlog.add(1, Arrays.copyOf(Pcm.meeting(), 20 * Audio.SAMPLE_RATE));

            speech.start().awaitDone(LONG);

            assertThat(speech.backlog.utterances).isNotEmpty();
            assertThat(speech.backlog.utterances)
                    .allSatisfy(one -> assertThat(one.speaker()).hasSize(128));
        }
    }

    /// No pause anywhere: the decoder alone would never end the utterance.
    @Test
    void cutsUtterancesThatHaveNoPause() throws Exception {
        var meeting = Pcm.meeting();
        var breathless = new short[0];
        try (var reference = new Transcription(Transcription.config(), work)) {
            reference.backlog.add(1, Arrays.copyOf(meeting, 60 * Audio.SAMPLE_RATE));
            reference.start().awaitDone(LONG);
            breathless =
                    Pcm.join(
                            reference.backlog.utterances.stream()
                                    .map(one -> piece(meeting, one))
                                    .toArray(short[][]::new));
        }
        try (var speech = new Transcription(Transcription.config(), work)) {
            var recording = speech.backlog.add(1, breathless);

            speech.start().awaitDone(LONG);

            assertThat(speech.backlog.utterances.size()).isGreaterThanOrEqualTo(2);
            assertThat(speech.backlog.utterances)
                    .allSatisfy(one ->
                            assertThat(Audio.duration(one.samples()))
                                    .isLessThanOrEqualTo(Duration.ofSeconds(22)));
            assertThat(speech.backlog.utterances).allSatisfy(VoskWorkerIT::assertWellFormed);
            assertThat(speech.backlog.through(recording)).isEqualTo(breathless.length);
        }
    }

    private static short[] piece(short[] samples, EntryBody.Utterance utterance) {
        var from = (int) utterance.firstSample();
        return Arrays.copyOfRange(samples, from, from + (int) utterance.samples());
    }

    @Test
    void takesTheNextRecordingWhenOneIsDone() throws Exception {
        var meeting = Pcm.meeting();
        var half = 8 * Audio.SAMPLE_RATE;
        try (var speech = new Transcription(Transcription.config(), work)) {
            speech.backlog.add(1, Arrays.copyOf(meeting, half));
            speech.backlog.add(2, Arrays.copyOfRange(meeting, half, 2 * half));

            speech.start().awaitDone(LONG);

            var recordings =
                    speech.backlog.utterances.stream().map(one -> one.recording().bits()).toList();
            assertThat(recordings).startsWith(1L).endsWith(2L).isSorted();
            assertThat(Stream.of("Good morning", "agenda"))
                    .allSatisfy(said -> assertThat(speech.backlog.text()).contains(said));
        }
    }
}

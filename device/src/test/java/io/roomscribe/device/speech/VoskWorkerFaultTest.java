package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.speech.SpeechException.Code;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.message.EntryBody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real worker dies, or stands still, in the middle of the meeting.
final class VoskWorkerFaultTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final short[] MEETING = Arrays.copyOf(Pcm.meeting(), 70 * Audio.SAMPLE_RATE);

    @TempDir static Path referenceWork;
    private static List<EntryBody.Utterance> undisturbed = List.of();

    @TempDir Path work;

    @BeforeAll
    static void transcribeUndisturbed() throws Exception {
        try (var speech = new Transcription(Transcription.config(), referenceWork)) {
            speech.backlog.add(1, MEETING);
            speech.start().awaitDone(LONG);
            undisturbed = List.copyOf(speech.backlog.utterances);
        }
    }

    @ParameterizedTest
    @Tag("A3")
    @CsvSource({"KILL, WORKER_CRASHED", "SEGV, WORKER_CRASHED", "STOP, WORKER_HUNG"})
    void writesTheSameTextWhenTheWorkerGets(String signal, Code expected) throws Exception {
        var config = Transcription.config(Duration.ofSeconds(3), DataSize.ofMebibytes(1000));
        try (var speech = new Transcription(config, work)) {
            var recording = speech.backlog.add(1, MEETING);
            speech.start();
            speech.await("some text", LONG, () -> speech.backlog.utterances.size() >= 3);

            send(signal, speech.transcriber.workerPid());
            speech.awaitDone(LONG);

            assertThat(speech.failures).extracting(SpeechException::code).contains(expected);
            assertThat(speech.backlog.through(recording)).isEqualTo(MEETING.length);
            assertThat(told(speech.backlog.utterances)).isEqualTo(told(undisturbed));
            assertThat(Files.exists(work.resolve("crash-previous.log")))
                    .isEqualTo(signal.equals("SEGV"));
            assertThat(leftovers()).isLessThanOrEqualTo(1);
        }
    }

    /// Every word and its place. Confidences differ in the third digit: Vosk numbers the states of
    /// its graph as it meets them, and a new worker meets them in another order.
    private static List<String> told(List<EntryBody.Utterance> utterances) {
        return utterances.stream()
                .map(one ->
                        one.firstSample()
                                + "+"
                                + one.samples()
                                + one.words().stream()
                                        .map(word ->
                                                " %s %d-%d"
                                                        .formatted(
                                                                word.text(),
                                                                word.startMillis(),
                                                                word.endMillis()))
                                        .toList())
                .toList();
    }

    /// Native libraries in the worker's temporary folder: only the living worker's.
    private long leftovers() throws Exception {
        try (var files = Files.walk(work.resolve("tmp"))) {
            return files.filter(file -> Files.isRegularFile(file) && size(file) > 20_000_000)
                    .count();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static void send(String signal, long pid) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void modelWhoseFilesAreCutOffIsRefusedWithItsCure() throws Exception {
        var model = work.resolve("cut-off");
        copy(Pcm.MODEL, model);
        var mdl = model.resolve("am/final.mdl");
        Files.write(mdl, Arrays.copyOf(Files.readAllBytes(mdl), 100_000));
        try (var speech = new Transcription(Transcription.config(model), work)) {
            speech.start();
            speech.await("refusal", LONG, () -> !speech.failures.isEmpty());

            assertThat(speech.failures.getFirst())
                    .hasMessageContaining(model.toString())
                    .hasMessageContaining("roomscribe models install");
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}

package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.speech.SpeechException.Code;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A worker that misbehaves, as a process of its own, without Vosk.
@Tag("A3")
final class SpeechWorkerFaultTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path data;

    @ParameterizedTest
    @ValueSource(shorts = {FaultyWorkerMain.DIE, FaultyWorkerMain.HANG, FaultyWorkerMain.NONSENSE})
    void audioThatKillsTheWorkerEachTimeCostsAboutOneSecond(short poison) throws Exception {
        var before = ScriptedEngine.speech(100, 20);
        var after = ScriptedEngine.speech(200, 20);
        var quiet = Pcm.silence(2 * Audio.SAMPLE_RATE);
        try (var speech = transcription(config("model"), System::nanoTime)) {
            var samples = Pcm.join(before, quiet, new short[] {poison}, quiet, after);
            var recording = speech.backlog.add(1, samples);

            speech.start().awaitDone(LONG);

            assertThat(words(speech))
                    .isEqualTo(join(ScriptedEngine.words(100, 20), ScriptedEngine.words(200, 20)));
            assertThat(speech.backlog.through(recording)).isEqualTo(samples.length);
            assertThat(speech.leftOut).hasSize(1);
            assertThat(speech.leftOut.getFirst()).isLessThan(Duration.ofSeconds(3));
            assertThat(speech.failures)
                    .hasSize(CrashHistory.SAME_PLACE_MAX)
                    .extracting(SpeechException::code)
                    .containsOnly(
                            switch (poison) {
                                case FaultyWorkerMain.DIE -> Code.WORKER_CRASHED;
                                case FaultyWorkerMain.HANG -> Code.WORKER_HUNG;
                                default -> Code.WORKER_CONFUSED;
                            });
        }
    }

    @Tag("A3")
    @Test
    void poisonInTheMiddleOfASentenceLosesOnlyTheWordsAroundIt() throws Exception {
        var samples = ScriptedEngine.speech(100, 30);
        samples[5 * Audio.SAMPLE_RATE] = FaultyWorkerMain.DIE;
        try (var speech = transcription(config("model"), System::nanoTime)) {
            speech.backlog.add(1, samples);

            speech.start().awaitDone(LONG);

            var heard = words(speech);
            assertThat(heard).doesNotHaveDuplicates();
            var lost = new ArrayList<>(ScriptedEngine.words(100, 30));
            lost.removeAll(heard);
            assertThat(lost).hasSizeLessThanOrEqualTo(5);
        }
    }

    /// Each block takes longer than it sounds, as on a box that is too small.
    @Test
    @Tag("A4")
    void slowerThanRealTimeLosesNothingAndTakesTheOldestFirst() throws Exception {
        try (var speech = transcription(config("slow"), System::nanoTime)) {
            var first = speech.backlog.add(1, ScriptedEngine.speech(100, 20));
            speech.start();
            speech.await("some text", LONG, () -> !speech.backlog.utterances.isEmpty());
            assertThat(speech.backlog.through(first))
                    .isLessThan(ScriptedEngine.speech(100, 20).length);
            speech.backlog.add(2, ScriptedEngine.speech(200, 20));
            speech.awaitDone(LONG);

            assertThat(words(speech))
                    .isEqualTo(join(ScriptedEngine.words(100, 20), ScriptedEngine.words(200, 20)));
            assertThat(speech.failures).isEmpty();
        }
    }

    @Test
    void missingModelIsNamedWithItsCureAndTakenUpWhenItComes() throws Exception {
        var config = config("later");
        Files.delete(config.model().resolve("am/final.mdl"));
        try (var speech = transcription(config, System::nanoTime)) {
            speech.backlog.add(1, ScriptedEngine.speech(100, 5));
            speech.start();
            speech.await("model missed", LONG, () -> !speech.failures.isEmpty());
            var failure = speech.failures.getFirst();

            Files.writeString(config.model().resolve("am/final.mdl"), "here");
            speech.awaitDone(LONG);

            assertThat(failure.code()).isEqualTo(Code.MODEL_MISSING);
            assertThat(failure.isModelFault()).isTrue();
            assertThat(failure)
                    .hasMessageContaining(config.model().toString())
                    .hasMessageContaining("am/final.mdl")
                    .hasMessageContaining("roomscribe models install")
                    .hasMessageContaining("recording goes on");
            assertThat(words(speech)).isEqualTo(ScriptedEngine.words(100, 5));
        }
    }

    @Test
    void refusedModelIsNamedWithItsCure() throws Exception {
        try (var speech = transcription(config("refused"), System::nanoTime)) {
            speech.start();
            speech.await("refusal", LONG, () -> !speech.failures.isEmpty());

            assertThat(speech.failures.getFirst().code()).isEqualTo(Code.MODEL_UNUSABLE);
            assertThat(speech.failures.getFirst())
                    .hasMessageContaining("refused")
                    .hasMessageContaining("roomscribe models install");
        }
    }

    @Tag("A3")
    @Test
    void workerThatDiesWhileLoadingIsTriedAgainMoreAndMoreRarely() throws Exception {
        var times = new ArrayList<Long>();
        try (var speech = transcription(config("dies"), System::nanoTime)) {
            speech.start();
            for (var tries = 1; tries <= 4; tries++) {
                var wanted = tries;
                speech.await("try " + tries, LONG, () -> speech.failures.size() >= wanted);
                times.add(System.nanoTime());
            }

            assertThat(speech.failures.getFirst().code()).isEqualTo(Code.WORKER_NOT_STARTED);
            assertThat(speech.failures.getFirst()).hasMessageContaining("exit code 134");
            assertThat(Duration.ofNanos(times.getLast() - times.getFirst()))
                    .isGreaterThan(Duration.ofMillis(600));
        }
    }

    @Test
    void workerThatGrewIsReplacedWhereItIsQuietAndNothingIsLost() throws Exception {
        var config = config("model", Duration.ofMinutes(30), new DataSize(20 * 1024 * 1024), 20);
        var pids = new java.util.TreeSet<Long>();
        var samples = new short[0];
        for (var i = 0; i < 48; i++) {
            samples =
                    Pcm.join(
                            samples,
                            ScriptedEngine.speech(100 + 20 * i, 20),
                            Pcm.silence(8 * Audio.SAMPLE_RATE));
        }
        // Faster than real, so that memory is looked at four times a second.
        try (var speech = transcription(config, () -> System.nanoTime() * 40)) {
            speech.backlog.add(1, samples);
            speech.start();
            speech.await(
                    "done",
                    LONG,
                    () -> {
                        pids.add(speech.transcriber.workerPid());
                        return speech.backlog.isDone();
                    });

            assertThat(words(speech)).isEqualTo(ScriptedEngine.words(100, 960));
            assertThat(speech.failures).isEmpty();
            assertThat(pids).hasSizeGreaterThan(2);
        }
    }

    private static List<String> words(Transcription speech) {
        return speech.backlog.words();
    }

    private static List<String> join(List<String> first, List<String> second) {
        var joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private Transcription transcription(SpeechConfig config, Ticker ticker) {
        var usual = WorkerLaunch.likeThisProcess(data.resolve("speech"));
        return new Transcription(
                config,
                new WorkerLaunch(
                        usual.java(),
                        usual.classPath(),
                        FaultyWorkerMain.class.getName(),
                        usual.work()),
                ticker);
    }

    private SpeechConfig config(String model) throws IOException {
        return config(model, Duration.ofSeconds(2), DataSize.ofMebibytes(1000), 20);
    }

    private SpeechConfig config(
            String model, Duration hangTimeout, DataSize memoryMax, int utteranceMax)
            throws IOException {
        var folder = data.resolve(model);
        Files.createDirectories(folder.resolve("am"));
        Files.createDirectories(folder.resolve("graph"));
        Files.writeString(folder.resolve("am/final.mdl"), "fake");
        Files.writeString(folder.resolve("graph/HCLG.fst"), "fake");
        return new SpeechConfig(
                folder,
                Optional.empty(),
                Optional.of("en"),
                memoryMax,
                hangTimeout,
                Duration.ofHours(9),
                Duration.ofSeconds(utteranceMax),
                0,
                List.of());
    }
}

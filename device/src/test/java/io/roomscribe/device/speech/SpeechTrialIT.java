package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.speech.SpeechException.Code;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.configuration.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpeechTrialIT {
    @TempDir Path work;

    @Test
    void theRealModelIsMeasuredWithTheBundledSentence() throws Exception {
        var startedNanos = System.nanoTime();

        var factor =
                new SpeechTrial(
                                Transcription.config(),
                                WorkerLaunch.likeThisProcess(work.resolve("speech")),
                                System::nanoTime)
                        .factor()
                        .orElseThrow();

        var seconds = (System.nanoTime() - startedNanos) / 1e9;
        System.out.printf("bundled sentence: real-time factor %.3f%n", factor);
        assertThat(SpeechTrial.sentence().length).isGreaterThan(7 * Audio.SAMPLE_RATE);
        assertThat(factor).isBetween(0.005, seconds / 6);
    }

    /// 30 ms for each 200 ms of sound; one that only reads takes less than a hundredth of that.
    @Test
    void aSlowRecogniserIsSeenToBeSlow() throws Exception {
        assertThat(trial("slow").factor().orElseThrow()).isBetween(0.13, 0.6);
    }

    @Test
    void whatCannotBeMeasuredEndsWithItsReason() throws Exception {
        for (var name : List.of("dies", "refused")) {
            var trial = trial(name);
            assertThatThrownBy(trial::factor)
                    .isInstanceOfSatisfying(
                            SpeechException.class,
                            e ->
                                    assertThat(e.code())
                                            .isIn(Code.WORKER_NOT_STARTED, Code.MODEL_UNUSABLE));
        }
    }

    private SpeechTrial trial(String model) throws IOException {
        var folder = Files.createDirectories(work.resolve(model));
        for (var file : List.of("am/final.mdl", "graph/HCLG.fst")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "not a model");
        }
        var usual = WorkerLaunch.likeThisProcess(work.resolve("speech"));
        return new SpeechTrial(
                new SpeechConfig(
                        folder,
                        Optional.empty(),
                        Optional.empty(),
                        DataSize.ofMebibytes(1000),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        6,
                        List.of()),
                new WorkerLaunch(
                        usual.java(),
                        usual.classPath(),
                        FaultyWorkerMain.class.getName(),
                        usual.work()),
                System::nanoTime,
                ScriptedEngine.speech(100, 30));
    }
}

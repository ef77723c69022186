package io.roomscribe.device.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.roomscribe.device.speech.SpeechConfig;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.transcription.FileNews;
import io.roomscribe.protocol.transcription.FileNews.Cause;
import io.roomscribe.protocol.transcription.SoundQuality.Remark;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundled meeting and files made from it, with the real worker.
final class FileTranscriptionIT {
    private static final Path MEETING = ProjectFolder.resolve("provisioning/demo/meeting.wav");
    private static final Path MODEL = ProjectFolder.resolve("device/models/vosk-model-tiny-en");
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    @TempDir Path folder;
    private final List<FileNews> news = new ArrayList<>();

    @Test
    void anM4aIsCheckedAndThenTranscribedLikeARoom() throws Exception {
        var m4a = converted("meeting.m4a", "-t", "40");

        run(m4a, MODEL);

        var sound = ((FileNews.Sound) news.getFirst()).quality();
        assertThat(sound.seconds()).isBetween(39.5, 40.5);
        assertThat(sound.speechPercent()).isGreaterThan(50);
        assertThat(sound.speechDbfs()).isGreaterThan(sound.noiseDbfs() + 10);
        assertThat(sound.remarks()).isEmpty();
        assertThat(news.getLast()).isInstanceOf(FileNews.Done.class);
        var heard = heard();
        assertThat(heard).hasSizeGreaterThan(5);
        assertThat(heard)
                .allSatisfy(one ->
                        assertThat(one.startedAt())
                                .isEqualTo(START.plusNanos(one.firstSample() * 62_500)));
    }

    @Test
    void goesOnWhereAnEarlierRunHadEndedAndHearsNothingTwice() throws Exception {
        var file = converted("meeting.wav", "-t", "40");
        run(file, MODEL);
        var all = heard();
        var from = all.get(2).firstSample() + all.get(2).samples();

        news.clear();
        transcription(file, Duration.ofMinutes(10))
                .run(config(MODEL), new RecordingId(1), START, from, new Random(1));

        assertThat(heard()).hasSizeBetween(all.size() - 4, all.size() - 2);
        assertThat(heard())
                .allSatisfy(one -> assertThat(one.firstSample()).isGreaterThanOrEqualTo(from));
        assertThat(heard().getLast().text()).isEqualTo(all.getLast().text());
        assertThat(news.getLast()).isInstanceOf(FileNews.Done.class);
    }

    @Test
    void soundThatLosesWordsIsRemarkedOn() throws Exception {
        run(converted("loud.wav", "-t", "8", "-af", "volume=40dB"), MODEL);
        assertThat(((FileNews.Sound) news.getFirst()).quality().remarks()).contains(Remark.CLIPPED);

        news.clear();
        run(converted("quiet.flac", "-t", "8", "-af", "volume=-40dB"), MODEL);
        assertThat(((FileNews.Sound) news.getFirst()).quality().remarks())
                .contains(Remark.VERY_QUIET);

        news.clear();
        run(converted("silent.wav", "-t", "8", "-af", "volume=0"), MODEL);
        assertThat(((FileNews.Sound) news.getFirst()).quality().remarks())
                .containsExactly(Remark.NO_SPEECH);
        assertThat(news.getLast()).isEqualTo(new FileNews.Done(128_000, 0));
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsCause() throws Exception {
        var text = Files.writeString(folder.resolve("minutes.wav"), "Nothing to hear here at all");
        var broken = Files.writeString(folder.resolve("broken.m4a"), "0000ftypM4A xxxxxxxx");

        refused(Cause.UNKNOWN_FORMAT, text, MODEL);
        refused(Cause.BROKEN, broken, MODEL);
        refused(Cause.BROKEN, Files.createFile(folder.resolve("empty.mp3")), MODEL);
        refused(Cause.MODEL, MEETING, folder.resolve("no-model"));
    }

    @Test
    void aFileThatIsTooLongIsRefusedBeforeAnythingIsRecognised() {
        assertThatThrownBy(() ->
                        transcription(MEETING, Duration.ofSeconds(5))
                                .run(config(MODEL), new RecordingId(1), START, 0, new Random(1)))
                .isInstanceOfSatisfying(
                        FileRefusedException.class,
                        e -> assertThat(e.news().cause()).isEqualTo(Cause.TOO_LONG));
        assertThat(news).isEmpty();
    }

    private void refused(Cause cause, Path file, Path model) {
        assertThatThrownBy(() -> run(file, model))
                .isInstanceOfSatisfying(
                        FileRefusedException.class,
                        e -> {
                            assertThat(e.news().cause()).isEqualTo(cause);
                            assertThat(e.news().reason()).doesNotContain(folder.toString());
                        });
    }

    private void run(Path file, Path model) throws InterruptedException {
        transcription(file, Duration.ofMinutes(10))
                .run(config(model), new RecordingId(1), START, 0, new Random(1));
    }

    private List<EntryBody.Utterance> heard() {
        return news.stream()
                .filter(FileNews.Heard.class::isInstance)
                .map(one -> ((FileNews.Heard) one).utterance())
                .toList();
    }

    private FileTranscription transcription(Path file, Duration longest) {
        var work = folder.resolve("work");
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FileTranscription(file, work, longest, System::nanoTime, news::add);
    }

    private static SpeechConfig config(Path model) {
        var usual = SpeechConfig.defaults();
        return new SpeechConfig(
                model,
                Optional.empty(),
                Optional.empty(),
                usual.memoryMax(),
                usual.hangTimeout(),
                usual.loadTimeout(),
                usual.utteranceMax(),
                usual.noiseMargin(),
                List.of());
    }

    private Path converted(String name, String... options) throws Exception {
        assumeThat(Path.of("/usr/bin/ffmpeg")).as("ffmpeg makes the test's files").exists();
        var file = folder.resolve(name);
        var command = new ArrayList<>(List.of("/usr/bin/ffmpeg", "-v", "error", "-i"));
        command.add(MEETING.toString());
        command.addAll(List.of(options));
        command.add(file.toString());
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
    }
}

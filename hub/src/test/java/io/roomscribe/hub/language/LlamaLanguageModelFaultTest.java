package io.roomscribe.hub.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.language.LanguageException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LlamaLanguageModelFaultTest {
    @TempDir private Path folder;
    private LanguageModel model = ScriptedLanguageModel.failing("unset", Code.NO_MODEL);

    @BeforeEach
    void open() throws IOException {
        var file = Files.writeString(folder.resolve("tiny.gguf"), "weights");
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScriptedLlamaWorkerMain.class.getName());
        var settings =
                new LlamaLanguageModel.Settings(
                        100, 1, Duration.ofSeconds(4), Duration.ofMinutes(1), folder.resolve("t"));
        model = new LlamaLanguageModel(file, settings, command, System::nanoTime);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void skipsWhatNativeCodePrintsBetweenFrames() throws Exception {
        assertThat(model.answer(prompt("hello"))).isEqualTo("hello");
        assertThat(model.name()).isEqualTo("tiny");
    }

    @Test
    void startsAgainAfterACrash() throws Exception {
        assertFailsWith("crash", Code.WORKER_DIED);

        assertThat(model.answer(prompt("hello"))).isEqualTo("hello");
    }

    @Test
    void endsAProcessThatHangs() throws Exception {
        assertFailsWith("hang", Code.TIMED_OUT);

        assertThat(model.answer(prompt("hello"))).isEqualTo("hello");
    }

    @Test
    void neverPassesOnACutOrEmptyAnswer() {
        assertFailsWith("cut", Code.CUT_OFF);
        assertFailsWith("nothing", Code.EMPTY);
    }

    @Test
    void asksNothingThatDoesNotFit() {
        assertThatThrownBy(() -> model.answer(new Prompt("", "hello", 91)))
                .isInstanceOfSatisfying(
                        LanguageException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.TOO_LONG));
    }

    @Test
    void saysThatItsFileIsGone() throws IOException {
        Files.delete(folder.resolve("tiny.gguf"));

        assertFailsWith("hello", Code.BAD_FILE);
    }

    private void assertFailsWith(String message, Code code) {
        assertThatThrownBy(() -> model.answer(prompt(message)))
                .isInstanceOfSatisfying(
                        LanguageException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Prompt prompt(String message) {
        return new Prompt("", message, 20);
    }
}

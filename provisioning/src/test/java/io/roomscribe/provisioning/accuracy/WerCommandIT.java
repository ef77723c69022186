package io.roomscribe.provisioning.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WerCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private String reference;
    private String transcript;

    @BeforeEach
    void writeTexts() throws IOException {
        reference =
                Files.writeString(folder.resolve("said.txt"), "Buy two microphones.").toString();
        transcript =
                Files.writeString(folder.resolve("heard.txt"), "by two microphones").toString();
    }

    private int wer(String... arguments) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        return new RoomscribeCommand(console, Map.of("wer", new WerCommand(console)))
                .execute(arguments);
    }

    @Test
    void printsTheDifferencesAndTheRate() {
        assertThat(wer("wer", reference, transcript)).isZero();

        assertThat(out.toString()).contains("buy -> by").contains("33.3 %");
    }

    @Test
    void printsTheWholeTextOnRequest() {
        assertThat(wer("wer", "--all", reference, transcript)).isZero();

        assertThat(out.toString()).contains("! buy -> by").contains("  two microphones");
    }

    @Test
    void answersWithOneJsonObject() {
        assertThat(wer("wer", "--json", reference, transcript)).isZero();

        assertThat(out.toString())
                .isEqualToIgnoringNewLines(
                        "{\"wer\":0.3333333333333333,\"words\":3,\"substitutions\":1,\"deletions\":0,\"insertions\":0}");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(wer("wer", reference, "nowhere.txt")).isEqualTo(1);

        assertThat(err.toString()).contains("nowhere.txt").contains("--help");
    }
}

package io.roomscribe.provisioning.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.accuracy.DiarizationErrorRate.Turn;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands beside recordings.
final class ReferencesIT {
    @TempDir Path folder;

    @Test
    void findsWhoSpeaksInTheDemosMeeting() {
        var turns = SpokenTurns.of(ProjectFolder.resolve("provisioning/demo/meeting.wav"));

        assertThat(turns.orElseThrow())
                .startsWith(new Turn("Anna", 1.63, 7.65))
                .extracting(Turn::speaker)
                .containsOnly("Anna", "Ben", "Martin", "Dana");
    }

    @Test
    void readsRttmBeforeJson() throws IOException {
        Files.writeString(folder.resolve("a.json"), "{\"turns\": []}");
        Files.writeString(
                folder.resolve("a.rttm"),
                """
                SPKR-INFO a 1 <NA> <NA> <NA> unknown Eve <NA> <NA>
                SPEAKER a 1 0.50 2.25 <NA> <NA> Eve <NA> <NA>
                """);

        assertThat(SpokenTurns.of(folder.resolve("a.wav")).orElseThrow())
                .containsExactly(new Turn("Eve", 0.5, 2.75));
        assertThat(SpokenTurns.of(folder.resolve("b.wav"))).isEmpty();
    }

    @Test
    void saysWhichReferenceCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("a.rttm"), "SPEAKER a 1 soon\n");
        Files.writeString(folder.resolve("b.json"), "{}");

        assertThatThrownBy(() -> SpokenTurns.of(folder.resolve("a.wav")))
                .hasMessageContaining("a.rttm");
        assertThatThrownBy(() -> SpokenTurns.of(folder.resolve("b.wav")))
                .hasMessageContaining("b.json");
    }

    @Test
    void findsWhatIsSaidInATextOrInTheTable() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "from the text");
        Files.writeString(
                folder.resolve("transcripts.tsv"),
                "file\tlicence\ttext\na.wav\tnone\tfrom the table\nb.wav\tnone\tsecond line\n");

        var text = SpokenText.in(folder);

        assertThat(text.of(folder.resolve("a.wav"))).hasValue("from the text");
        assertThat(text.of(folder.resolve("b.wav"))).hasValue("second line");
        assertThat(text.of(folder.resolve("c.wav"))).isEmpty();
    }

    @Test
    void aFolderWithoutAudioNamesWhatToTry() {
        assertThatThrownBy(() -> Recordings.in(folder)).hasMessageContaining("provisioning/demo");
        assertThatThrownBy(() -> Recordings.in(folder.resolve("none")))
                .hasMessageContaining("cannot read the folder");
    }
}

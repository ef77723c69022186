package io.roomscribe.protocol.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ProtocolException;
import io.roomscribe.protocol.message.Word;
import io.roomscribe.protocol.transcription.SoundQuality.Remark;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FileNewsLineTest {
    private static final Instant AT = Instant.parse("2026-11-22T09:00:00Z");

    @Test
    void everyKindOfNewsIsReadAsItWasWritten() {
        var heard =
                new EntryBody.Utterance(
                        new RecordingId(7),
                        160,
                        320,
                        AT,
                        AT.plusMillis(20),
                        "“Grüße”\nund 🙂",
                        List.of(new Word("grüße", 0, 20, 0.5)),
                        List.of(0.25f),
                        "de",
                        "vosk-model-small-de");
        var all =
                List.of(
                        new FileNews.Sound(SoundQuality.judged(61.5, -22, -3, -60, 0, 80, false)),
                        new FileNews.Progress(40),
                        new FileNews.Heard(heard),
                        new FileNews.Done(984_000, 0),
                        new FileNews.Refused(
                                FileNews.Cause.UNKNOWN_FORMAT, "It is no audio", "send audio"));

        assertThat(all)
                .allSatisfy(news -> {
                    var line = FileNewsLine.write(news);
                    assertThat(line).doesNotContain("\n").startsWith("{\"type\":\"");
                    assertThat(FileNewsLine.parse(line)).isEqualTo(news);
                });
    }

    @Test
    void whatCannotBeReadIsNotQuoted() {
        assertThatThrownBy(
                        () -> FileNewsLine.parse("{\"type\":\"heard\",\"utterance\":\"secret\"}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void theDocumentNullIsNoNews() {
        assertThatThrownBy(() -> FileNewsLine.parse("null")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void remarksSayWhatMakesWordsGetLost() {
        assertThat(SoundQuality.judged(60, -20, -3, -60, 0, 70, false).remarks()).isEmpty();
        assertThat(SoundQuality.judged(60, -50, -40, -52, 0, 70, false).remarks())
                .containsExactly(Remark.VERY_QUIET, Remark.NOISY);
        assertThat(SoundQuality.judged(60, -6, 0, -60, 2.5, 70, true).remarks())
                .containsExactly(Remark.CLIPPED, Remark.INCOMPLETE);
        assertThat(SoundQuality.judged(60, -120, -120, -120, 0, 0, false).remarks())
                .containsExactly(Remark.NO_SPEECH);
    }
}

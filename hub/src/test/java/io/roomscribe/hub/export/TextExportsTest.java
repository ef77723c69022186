package io.roomscribe.hub.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The formats that are text.
final class TextExportsTest {
    private final MeetingDocument hard = SampleDocument.hard();

    @Test
    void countsEachMissingSecondOnce() {
        // 31 s of 100 s are missing; two gaps overlap.
        assertThat(hard.coveragePercent()).isEqualTo(69.0);
        assertThat(write(ExportFormat.TXT)).contains("Audio covers 69.0 % of this time");
    }

    @Test
    void showsGapsWhereTheyAreWithTheirReason() {
        assertThat(write(ExportFormat.TXT))
                .containsSubsequence(
                        SampleDocument.HEBREW,
                        "10:00:15  [No audio for 30 s: muted]",
                        "10:00:40  [No audio for 6 s: microphone-lost]",
                        "10:00:50  Ben: " + SampleDocument.ARABIC,
                        "10:00:52  [Marked: important]");
    }

    @Test
    void saysWhoWasInvitedAndWhoSpoke() {
        assertThat(write(ExportFormat.TXT))
                .contains("Invited: Anna, <Ben> O'Neil\nSpoke: Anna, דנה, Ben\n");
        assertThat(write(ExportFormat.MD))
                .contains("\nInvited: Anna, \\<Ben\\> O'Neil.\n", "\nSpoke: Anna, דנה, Ben.\n");
    }

    @Test
    void keepsMarkdownFreeOfWhatWasSaid() {
        var markdown = write(ExportFormat.MD);

        assertThat(markdown)
                .contains(
                        "# Budget \"Q1\" \\<i\\>2026\\</i\\>",
                        "_Revision 3, final, made by qwen2.5_")
                .contains(
                        "\\<script\\>",
                        "**Budget \\& \\<i\\>fun\\</i\\>**",
                        "**\\# Ünïcode** `10:00:01 to 10:00:09`  \nThey said \\<script\\>",
                        "**Gone**  \nNobody has it.",
                        "> **unverified** I will")
                .doesNotContain("<script>", "<b>");
    }

    @Test
    void writesJsonThatReadsBack() throws IOException {
        var json = JsonMapper.builder().build().readTree(write(ExportFormat.JSON));

        assertThat(json.at("/coveragePercent").asInt()).isEqualTo(69);
        assertThat(json.at("/invited/0").asText()).isEqualTo("Anna");
        assertThat(json.at("/spoke")).hasSize(3);
        assertThat(json.at("/spoke/2/name").asText()).isEqualTo("Ben");
        assertThat(json.at("/spoke/2/seconds").asDouble()).isEqualTo(25);
        assertThat(json.at("/transcript")).hasSize(8);
        assertThat(json.at("/transcript/0/text").asText()).isEqualTo(SampleDocument.HTML);
        assertThat(json.at("/transcript/0").has("speaker")).isFalse();
        assertThat(json.at("/transcript/1/text").asText()).isEqualTo(SampleDocument.EMOJI);
        assertThat(json.at("/transcript/3/reason").asText()).isEqualTo("muted");
        assertThat(json.at("/transcript/3/endedAt").asText()).isEqualTo("2026-03-04T10:00:45Z");
        assertThat(json.at("/minutes/minutes/actionItems/0/owner").asText()).isEqualTo("Anna");
        assertThat(json.at("/minutes/minutes/actionItems/0/evidence/verified").asBoolean())
                .isFalse();
    }

    @Test
    void writesSubtitlesThatAStrictReaderTakes() {
        var subRip = Subtitles.subRip(write(ExportFormat.SRT));
        var webVtt = Subtitles.webVtt(write(ExportFormat.VTT));

        // Three hundred letters are cut into pieces of two lines.
        assertThat(subRip).hasSize(11).hasSameSizeAs(webVtt);
        assertThat(webVtt.getFirst().text()).isEqualTo(SampleDocument.HTML);
        assertThat(webVtt.get(1).voice()).isEqualTo("Anna");
        assertThat(subRip.get(2).text()).isEqualTo("דנה: " + SampleDocument.HEBREW);
        assertThat(subRip.get(3).text()).isEqualTo("[No audio for 30 s: muted]");
        assertThat(subRip.get(3).from()).isEqualTo(Duration.ofSeconds(15));
        assertThat(subRip.get(3).to()).isEqualTo(Duration.ofSeconds(45));
        assertThat(subRip.getLast().to()).isEqualTo(Duration.ofSeconds(100));
        assertThat(subRip.subList(7, 11))
                .allSatisfy(cue -> assertThat(cue.text().length()).isLessThanOrEqualTo(89));
    }

    @Test
    void savesUnderANameThatEverySystemTakes() {
        var file = new ExportedFile("2026-03-04 Büro \"1\".pdf", "application/pdf", new byte[0]);

        assertThat(file.disposition())
                .contains("filename=\"2026-03-04 B_ro _1_.pdf\"")
                .endsWith("filename*=UTF-8''2026-03-04%20B%C3%BCro%20%221%22.pdf");
    }

    private String write(ExportFormat format) {
        return new String(MeetingExport.content(hard, format), StandardCharsets.UTF_8);
    }
}

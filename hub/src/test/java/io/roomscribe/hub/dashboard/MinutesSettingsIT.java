package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Templates and settings over the API, and what a template adds to page and exports.
final class MinutesSettingsIT {
    private static final String ROOM = "/api/v1/rooms/boardroom/minutes-settings";

    @TempDir Path folder;
    private SampleHub hub;
    private SampleMeeting meeting;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        client = new Browserless(hub);
        meeting = new SampleMeeting(hub);
        meeting.rooms();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void tellsWhatWasChosenWhatIsInForceAndWhoChoseIt() throws Exception {
        var answer =
                client.sendJson(
                        "PUT",
                        ROOM,
                        "{\"models\": [\"qwen3:8b\"], \"language\": \"de\","
                                + " \"template\": \"lecture\", \"redaction\": \"always\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var settings = client.json(ROOM);
        assertThat(settings.at("/chosen/template").asText()).isEqualTo("lecture");
        assertThat(settings.at("/inForce/redaction").asText()).isEqualTo("always");
        assertThat(client.json("/api/v1/minutes-settings").at("/inForce/template").asText())
                .isEqualTo("free");
        assertThat(client.json(ROOM + "/changes").path("changes").findValuesAsText("by"))
                .hasSize(4)
                .containsOnly("sample-admin");
    }

    @Test
    void refusesWhatCannotBeChosen() throws Exception {
        assertThat(put(ROOM, "nowhere", "de")).isEqualTo(422);
        assertThat(put(ROOM, "free", "fr")).isEqualTo(422);
        assertThat(put(ROOM.replace("boardroom", "cellar"), "free", "de")).isEqualTo(404);
        assertThat(client.sendJson("PUT", ROOM, "{}").statusCode()).isEqualTo(400);
        assertThat(
                        client.sendJson(
                                        "PUT",
                                        ROOM,
                                        "{\"models\": [null], \"language\": \"\","
                                                + " \"template\": \"\", \"redaction\": \"\"}")
                                .statusCode())
                .isEqualTo(422);
    }

    private int put(String path, String template, String language) throws Exception {
        return client.sendJson(
                        "PUT",
                        path,
                        "{\"models\": [], \"language\": \"%s\", \"template\": \"%s\", \"redaction\": \"\"}"
                                .formatted(language, template))
                .statusCode();
    }

    @Test
    void namesFilesThatAreNoTemplatesOnPageAndApi() throws IOException, InterruptedException {
        var templates = Files.createDirectories(folder.resolve("templates"));
        Files.writeString(templates.resolve("retro.md"), "---\ntitle: Retro\n---\n");
        Files.writeString(templates.resolve("broken.md"), "---\ntitle: B\nshape: pie\n---\n");

        var answer = client.json("/api/v1/minutes-templates");

        assertThat(answer.path("templates").findValuesAsText("id"))
                .contains("free", "stand-up", "decision-log", "interview", "lecture", "retro");
        assertThat(answer.at("/refused/0/file").asText()).isEqualTo("broken.md");
        assertThat(answer.at("/refused/0/line").asInt()).isEqualTo(3);
        assertThat(client.page("/settings").body())
                .contains("Retro", "broken.md</strong>, line 3")
                .contains(templates.toString());
    }

    @Test
    void showsWhatATemplateAsksForOnPageAndInEveryExport() throws Exception {
        meeting.running(12);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "qwen3:8b", meeting.lecture());
        var export = "/api/v1/meetings/" + SampleHub.MEETING + "/export.";

        assertThat(client.page("/meetings/" + SampleHub.MEETING).body())
                .contains("data-shape=\"quiz\"", "Zebra: a &lt;b&gt;horse&lt;/b&gt;");
        assertThat(client.get(export + "md").body())
                .contains("### Flashcards", "  - On twelve", "  - Answer: b");
        assertThat(client.get(export + "txt").body())
                .contains("Quiz\n- What is released on Friday?\n    a) The dashboard");
        var json = client.json(export + "json");
        assertThat(json.at("/minutes/minutes/extras/2/entries/0/back").asText())
                .isEqualTo("The firmware");
        assertThat(json.at("/minutes/minutes/extras/1/shape").asText()).isEqualTo("cards");
        assertThat(client.bytes(export + "pdf").body())
                .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.bytes(export + "docx").body())
                .startsWith("PK".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void catchesALateReaderUpWithSentencesThatWereSaid() throws Exception {
        meeting.running(12);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "qwen3:8b", invented());
        var path = "/api/v1/meetings/" + SampleHub.MEETING + "/catch-up";

        var all = client.json(path);
        assertThat(all.path("summary").findValuesAsText("text"))
                .as("what nobody said is left out")
                .containsExactly("The new firmware runs on twelve devices in the office.");
        assertThat(all.path("leftOut").asInt()).isEqualTo(1);
        assertThat(all.path("settled")).hasSize(1);
        assertThat(all.path("last")).hasSize(3);

        var late = client.json(path + "?since=10:00:49");
        assertThat(late.path("summary")).isEmpty();
        assertThat(late.path("settled")).as("decided since").hasSize(1);
        assertThat(client.json(path + "?since=23:59").path("last")).isEmpty();
        assertThat(client.get(path + "?since=soon").statusCode()).isEqualTo(400);
        assertThat(client.page("/meetings/" + SampleHub.MEETING + "/catch-up").body())
                .contains("twelve devices", "href=\"#segment-");
    }

    private io.roomscribe.hub.summary.Minutes invented() {
        var known = meeting.first();
        return known.withSummary(
                "The new firmware runs on twelve devices in the office."
                        + " Elephants bought the company for a billion.");
    }
}

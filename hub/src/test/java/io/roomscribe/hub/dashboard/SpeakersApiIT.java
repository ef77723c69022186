package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who speaks, asked and changed by programs.
final class SpeakersApiIT {
    private static final String MEETING = "/api/v1/meetings/" + SampleHub.MEETING;

    @TempDir private Path folder;
    private SampleHub hub;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(12);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "tiny", meeting.first());
        client = new Browserless(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void listsWhoSpeaksWithTheirTime() throws Exception {
        var speakers = client.json(MEETING + "/speakers").get("speakers");

        assertThat(speakers.findValuesAsText("label"))
                .containsExactly("speaker-1", "speaker-2", "speaker-3", "speaker-4");
        assertThat(speakers.at("/3/name").asText()).isEmpty();
        assertThat(speakers.at("/0/name").asText()).isEqualTo("Anna");
        assertThat(speakers.at("/0/namedBy").asText()).isEqualTo("person");
        assertThat(speakers.at("/0/seconds").asDouble()).isGreaterThan(10);
    }

    @Test
    void aNewNameIsInTranscriptMinutesExportAndHistory() throws Exception {
        var answer =
                client.sendJson("PUT", MEETING + "/speakers/speaker-1", "{\"name\": \"Äda <b>\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(client.json(MEETING + "/transcript").at("/segments/0/speakerName").asText())
                .isEqualTo("Äda <b>");
        assertThat(client.json(MEETING + "/transcript").at("/segments/0/speaker").asText())
                .isEqualTo("speaker-1");
        assertThat(client.page("/meetings/" + SampleHub.MEETING + "/minutes").body())
                .contains("Äda &lt;b&gt;");
        assertThat(client.get(MEETING + "/export.md").body())
                .contains("**Äda \\<b\\>:**")
                .contains("(Äda \\<b\\>)");
        assertThat(client.json(MEETING + "/speaker-changes").at("/changes/0/before").asText())
                .isEqualTo("Anna");
    }

    @Test
    void mergesSplitsAndReassigns() throws Exception {
        var numbers = client.json(MEETING + "/transcript").findValuesAsText("number");

        var merged =
                client.sendJson(
                        "POST", MEETING + "/speakers/speaker-3/merge", "{\"into\": \"speaker-2\"}");
        var split =
                client.sendJson(
                        "POST",
                        MEETING + "/speakers/speaker-1/split",
                        "{\"segments\": [" + numbers.getFirst() + "]}");
        var reassigned =
                client.sendJson(
                        "PUT",
                        MEETING + "/segments/" + numbers.get(1) + "/speaker",
                        "{\"speaker\": \"unsure\"}");

        assertThat(Browserless.json(merged).findValuesAsText("label"))
                .containsExactly("speaker-1", "speaker-2", "speaker-4");
        assertThat(Browserless.json(split).findValuesAsText("label")).contains("speaker-5");
        assertThat(reassigned.statusCode()).isEqualTo(200);
        assertThat(client.json(MEETING + "/transcript").findValuesAsText("speaker"))
                .startsWith("speaker-5", "unsure", "speaker-2");
        assertThat(client.json(MEETING + "/speaker-changes").findValuesAsText("kind"))
                .containsExactly("merged", "split", "reassigned");
    }

    @Test
    void refusesWhatCannotBeDoneInItsOwnStatus() throws Exception {
        var speaker = MEETING + "/speakers/speaker-1";
        refuses(client.sendJson("PUT", MEETING + "/speakers/speaker-9", "{\"name\": \"x\"}"), 404);
        refuses(client.sendJson("PUT", speaker, "{\"name\": \"x\", \"colour\": 1}"), 400);
        refuses(client.sendJson("PUT", speaker, "{}"), 400);
        refuses(client.sendJson("PUT", speaker, "{\"name\": null}"), 400);
        refuses(client.sendJson("PUT", speaker, "nonsense"), 400);
        refuses(client.sendJson("PUT", speaker, ""), 400);
        refuses(client.sendJson("PUT", speaker, "{\"name\": \"" + "x".repeat(101) + "\"}"), 422);
        refuses(client.send("PUT", speaker, "{\"name\": \"x\"}"), 415);
        refuses(
                client.sendJson(
                        "PUT", speaker, "{\"name\": \"x\"}", "Origin", "http://evil.example"),
                403);
        refuses(client.sendJson("POST", speaker + "/merge", "{\"into\": \"speaker-1\"}"), 422);
        refuses(client.sendJson("POST", speaker + "/split", "{\"segments\": [null]}"), 404);
        refuses(client.sendJson("POST", speaker + "/profile", "{\"consent\": false}"), 422);
        refuses(client.sendJson("POST", speaker + "/profile", "{\"consent\": true}"), 409);
        refuses(
                client.sendJson("PUT", MEETING + "/segments/x/speaker", "{\"speaker\": \"new\"}"),
                404);
        refuses(client.send("DELETE", "/api/v1/profiles/none", ""), 404);
        refuses(client.send("DELETE", speaker, ""), 405);
    }

    @Test
    void noAnswerHoldsAVector() throws Exception {
        hub.sql("update segment set vector = '[0.7071, -11.5]'");

        for (var path :
                new String[] {
                    MEETING,
                    MEETING + "/transcript",
                    MEETING + "/speakers",
                    MEETING + "/export.md",
                    "/api/v1/profiles"
                }) {
            assertThat(client.get(path).body()).as(path).doesNotContain("0.7071", "vector");
        }
    }

    private static void refuses(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people correct in a transcript.
final class TranscriptApiIT {
    private static final String MEETING = "/api/v1/meetings/" + SampleHub.MEETING;
    private static final String WORDS = "/api/v1/rooms/boardroom/vocabulary";

    @TempDir private Path folder;
    private SampleHub hub;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(12);
        client = new Browserless(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aCorrectionKeepsWhatWasThereAndCanBeTakenBack() throws Exception {
        var number = first("number");
        var before = first("text");

        var edits = send("PUT", MEETING + "/segments/" + number + "/text", "{\"text\":\"So <b>\"}");

        assertThat(first("text")).isEqualTo("So <b>");
        assertThat(edits.at("/edits/0/before").asText()).isEqualTo(before);
        assertThat(edits.at("/edits/0/by").asText()).isNotEmpty();
        assertThat(client.page("/meetings/" + SampleHub.MEETING).body())
                .contains("So &lt;b&gt;")
                .contains("corrected");
        var restored =
                send("POST", MEETING + "/edits/" + edits.at("/edits/0/id") + "/restore", "{}");
        assertThat(first("text")).isEqualTo(before);
        assertThat(restored.at("/edits/0/kind").asText()).isEqualTo("restored");
        assertThat(restored.get("edits")).hasSize(2);
    }

    @Test
    void findsAndReplacesOverAMeeting() throws Exception {
        var wanted =
                "{\"find\":\"the\",\"replace\":\"DIE\",\"matchCase\":false,\"wholeWords\":true,"
                        + "\"dryRun\":%s}";

        var found = send("POST", MEETING + "/replace", wanted.formatted(true));

        assertThat(found.get("places").asInt()).isGreaterThan(3);
        assertThat(client.json(MEETING + "/transcript").toString()).doesNotContain("DIE");
        var replaced = send("POST", MEETING + "/replace", wanted.formatted(false));
        assertThat(replaced.get("places")).isEqualTo(found.get("places"));
        assertThat(client.json(MEETING + "/edits").get("edits"))
                .hasSize(found.get("segments").asInt());
        assertThat(send("POST", MEETING + "/replace", wanted.formatted(true)).get("places").asInt())
                .isZero();
    }

    @Test
    void aRoomHasWordsOfItsOwn() throws Exception {
        send("POST", WORDS, "{\"heard\":\"Firm  Where\",\"written\":\"firmware\"}");
        var words =
                send("POST", WORDS, "{\"heard\":\"firm where\",\"written\":\"Firmware\"}")
                        .get("words");

        assertThat(words).hasSize(1);
        assertThat(words.at("/0/heard").asText()).isEqualTo("firm where");
        assertThat(words.at("/0/written").asText()).isEqualTo("Firmware");
        var left = client.send("DELETE", WORDS + "/" + words.at("/0/id"), "");
        assertThat(Browserless.json(left).get("words")).isEmpty();
    }

    @Test
    void whatIsForgottenIsForgottenWithItsHistory() throws Exception {
        send("PUT", MEETING + "/segments/" + first("number") + "/text", "{\"text\":\"secret\"}");

        hub.sql("delete from segment");

        assertThat(client.json(MEETING + "/edits").get("edits")).isEmpty();
        assertThat(
                        hub.database.<Long>read(handle ->
                                handle.createQuery("select count(*) from segment_edit")
                                        .mapTo(Long.class)
                                        .one()))
                .isZero();
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        var text = MEETING + "/segments/" + first("number") + "/text";
        refuses("PUT", text, "{\"text\":\"  \"}", 422);
        refuses("PUT", text, "{\"text\":\"" + "x".repeat(10_001) + "\"}", 422);
        refuses("PUT", MEETING + "/segments/99999/text", "{\"text\":\"x\"}", 404);
        refuses("POST", MEETING + "/edits/99999/restore", "{}", 404);
        refuses(
                "POST",
                MEETING + "/replace",
                "{\"find\":\" \",\"replace\":\"\",\"matchCase\":false,\"wholeWords\":true,"
                        + "\"dryRun\":true}",
                422);
        refuses("POST", WORDS, "{\"heard\":\"\",\"written\":\"x\"}", 422);
        refuses("POST", "/api/v1/rooms/no/vocabulary", "{\"heard\":\"a\",\"written\":\"x\"}", 404);
        assertThat(client.send("DELETE", WORDS + "/77", "").statusCode()).isEqualTo(404);
    }

    private String first(String field) throws IOException, InterruptedException {
        return client.json(MEETING + "/transcript").at("/segments/0/" + field).asText();
    }

    private JsonNode send(String method, String path, String body)
            throws IOException, InterruptedException {
        var answer = client.sendJson(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Browserless.json(answer);
    }

    private void refuses(String method, String path, String body, int status) throws Exception {
        var answer = client.sendJson(method, path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
    }
}

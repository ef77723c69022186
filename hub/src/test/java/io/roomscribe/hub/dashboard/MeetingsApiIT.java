package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.hub.meeting.MeetingStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where meetings begin and end, decided by programs.
final class MeetingsApiIT {
    private static final String MEETING = "/api/v1/meetings/" + SampleHub.MEETING;

    @TempDir private Path folder;
    private SampleHub hub;
    private SampleMeeting meeting;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(12);
        hub.sql(
                "update meeting set ended_at = (select max(ended_at) from segment) where id = ?",
                SampleHub.MEETING);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "tiny", meeting.first());
        client = new Browserless(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void beginsMarksAndEndsAMeeting() throws Exception {
        var begun = post("/api/v1/rooms/boardroom/meetings", "{\"title\": \"Board <b>\"}");

        assertThat(begun.get("title").asText()).isEqualTo("Board <b>");
        assertThat(client.json(MEETING).get("state").asText()).isEqualTo("ended");
        assertThat(client.json("/api/v1/rooms/boardroom").at("/meeting/id").asText())
                .isEqualTo(begun.get("id").asText());
        assertThat(
                        post("/api/v1/rooms/boardroom/marks", "{\"label\": \"here\"}")
                                .get("at")
                                .asText())
                .isEqualTo(SampleHub.NOW.toString());
        post("/api/v1/meetings/" + begun.get("id").asText() + "/stop", "{}");
        assertThat(new MeetingStore(hub.database).running(SampleHub.ROOM)).isEmpty();
    }

    @Test
    void namesOfSpeakersGoWithTheirSegmentsWhenAMeetingIsSplitAndMergedAgain() throws Exception {
        var numbers = client.json(MEETING + "/transcript").findValuesAsText("number");
        var names = client.json(MEETING + "/transcript").findValuesAsText("speakerName");

        var later = post(MEETING + "/split", "{\"segment\": " + numbers.get(6) + "}");
        var path = "/api/v1/meetings/" + later.get("id").asText();
        assertThat(client.json(path + "/transcript").findValuesAsText("number"))
                .isEqualTo(numbers.subList(6, 12));
        assertThat(client.json(path + "/transcript").findValuesAsText("speakerName"))
                .isEqualTo(names.subList(6, 12));
        var one = post(MEETING + "/merge", "{\"meeting\": \"" + later.get("id").asText() + "\"}");

        var whole = client.json("/api/v1/meetings/" + one.get("id").asText() + "/transcript");
        assertThat(whole.findValuesAsText("number")).isEqualTo(numbers);
        assertThat(whole.findValuesAsText("speakerName").stream().filter("Anna"::equals).count())
                .isEqualTo(names.stream().filter("Anna"::equals).count());
        var who = client.json("/api/v1/meetings/" + one.get("id").asText() + "/speakers");
        assertThat(who.get("speakers").findValuesAsText("name"))
                .filteredOn(name -> !name.isEmpty())
                .doesNotHaveDuplicates();
    }

    @Test
    void aTitleThatAPersonGaveStays() throws Exception {
        var titled = client.sendJson("PUT", MEETING + "/title", "{\"title\": \" Plans \"}").body();

        assertThat(titled).contains("\"title\":\"Plans\"");
        assertThat(client.page("/meetings/" + SampleHub.MEETING).body()).contains("<h1>Plans</h1>");
    }

    @Test
    void saysHowMuchOfAMeetingWasHeard() throws Exception {
        assertThat(client.json(MEETING).get("coverage").asDouble()).isEqualTo(100);

        hub.gap("boardroom", 0, 25, "muted");

        // 25 of the 250 seconds that it runs.
        assertThat(client.json(MEETING).get("coverage").asDouble()).isEqualTo(90);
        assertThat(client.page("/meetings/" + SampleHub.MEETING).body()).contains("90.0 % heard");
    }

    @Test
    void refusesWhatCannotBeDone() throws Exception {
        refuses("POST", "/api/v1/rooms/nowhere/meetings", "{\"title\": \"\"}", 404);
        refuses("POST", "/api/v1/rooms/boardroom/meetings", "{\"title\": 1, \"x\": 2}", 400);
        refuses(
                "POST",
                "/api/v1/rooms/boardroom/meetings",
                "{\"title\": \"" + "x".repeat(201) + "\"}",
                422);
        refuses("POST", "/api/v1/meetings/meeting-0/stop", "{}", 409);
        refuses("POST", "/api/v1/meetings/none/stop", "{}", 404);
        refuses("PUT", MEETING + "/title", "{\"title\": \"  \"}", 422);
        refuses("POST", MEETING + "/split", "{\"segment\": 99999}", 404);
        var first = client.json(MEETING + "/transcript").findValuesAsText("number").getFirst();
        refuses("POST", MEETING + "/split", "{\"segment\": " + first + "}", 409);
        refuses("POST", MEETING + "/merge", "{\"meeting\": \"meeting-0\"}", 409);
        refuses("POST", MEETING + "/merge", "{\"meeting\": \"none\"}", 404);
        assertThat(new MeetingStore(hub.database).meetings(Optional.empty(), 10)).hasSize(2);
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        var answer = client.sendJson("POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Browserless.json(answer);
    }

    private void refuses(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = client.sendJson(method, path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }
}

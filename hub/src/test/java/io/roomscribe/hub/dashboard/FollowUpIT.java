package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.ActionItem;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Action items across meetings, figures, and comparing with what was said.
final class FollowUpIT {
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
        meeting.running(36);
        hub.minutes(SampleHub.MEETING, 1, "model", false, "tiny", meeting.grown());
        client = new Browserless(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatIsDoneStaysDoneInLaterMinutesThatSayItOtherwise() throws Exception {
        var items = client.json("/api/v1/action-items?state=open&owner=ben").get("items");
        assertThat(items).hasSize(1);

        var key = items.at("/0/key").asText();
        var answer = client.sendJson("PUT", MEETING + "/action-items/" + key, "{\"done\": true}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        hub.minutes(SampleHub.MEETING, 2, "model", true, "tiny", reworded());
        var done = client.json("/api/v1/action-items?state=done").get("items");
        assertThat(done.findValuesAsText("text"))
                .containsExactly("Ben finishes the tests, writes the notes");
        assertThat(client.json("/api/v1/action-items?state=open").get("items")).hasSize(3);
        assertThat(client.page("/actions?state=done").body()).contains("Ben finishes the tests");
        client.sendJson(
                "PUT",
                MEETING + "/action-items/" + done.at("/0/key").asText(),
                "{\"done\": false}");
        assertThat(client.json("/api/v1/action-items?state=done").get("items")).isEmpty();
    }

    private Minutes reworded() {
        var old = meeting.grown();
        var items =
                old.actionItems().stream()
                        .map(item ->
                                item.owner().filter("Ben"::equals).isPresent()
                                        ? new ActionItem(
                                                "Ben finishes the tests, writes the notes",
                                                item.owner(),
                                                item.due(),
                                                item.evidence())
                                        : item)
                        .toList();
        return new Minutes(
                old.summary(), old.topics(), old.decisions(), items, old.openQuestions());
    }

    @Test
    void anItemThatIsNotThereIsNotDone() throws Exception {
        var answer = client.sendJson("PUT", MEETING + "/action-items/none", "{\"done\": true}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(client.get("/api/v1/action-items?state=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    void comparesATranscriptWithWhatWasSaid() throws Exception {
        var said =
                SampleHub.turns().subList(0, 36).stream()
                        .map(SampleHub.Turn::text)
                        .collect(Collectors.joining(" "));
        var body = "{\"reference\": \"%s\", \"all\": false}";

        var same = client.sendJson("POST", MEETING + "/compare", body.formatted(said));
        var other = client.sendJson("POST", MEETING + "/compare", body.formatted(said + " Amen."));

        assertThat(Browserless.json(same).get("wer").asDouble()).isZero();
        assertThat(Browserless.json(same).get("pieces")).isEmpty();
        assertThat(Browserless.json(other).get("deletions").asInt()).isEqualTo(1);
        assertThat(Browserless.json(other).at("/pieces/0/said").asText()).isEqualTo("amen");
    }

    @Test
    void countsWhatWasRecorded() throws Exception {
        var figures = client.json("/api/v1/analytics?days=7");

        assertThat(figures.get("perDay")).hasSize(7);
        assertThat(figures.at("/perDay/6/date").asText()).isEqualTo("2026-03-04");
        var words =
                SampleHub.turns().subList(0, 36).stream()
                        .mapToInt(turn -> turn.text().split(" ").length)
                        .sum();
        assertThat(figures.get("words").asInt()).isEqualTo(words);
        assertThat(figures.at("/talk").findValuesAsText("name"))
                .containsExactlyInAnyOrder("Anna", "Ben", "Martin", "");
        assertThat(figures.at("/talk/3/name").asText()).isEmpty();
        assertThat(figures.at("/minutesModels").findValuesAsText("model"))
                .containsExactlyInAnyOrder("extractive", "tiny");
        assertThat(client.page("/analytics").body()).contains("<rect", "Anna");
    }
}

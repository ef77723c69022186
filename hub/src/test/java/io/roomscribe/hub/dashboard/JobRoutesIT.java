package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs by API and page.
final class JobRoutesIT {
    @TempDir Path folder;
    private SampleHub hub;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        client = new Browserless(hub);
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(12);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void takesALongRequestOnAndTellsHowItGoes() throws Exception {
        var taken =
                client.sendJson(
                        "POST",
                        "/api/v1/meetings/" + SampleHub.MEETING + "/minutes",
                        "{\"model\": \"\"}");

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        var id = Browserless.json(taken).path("id").asText();
        var address = "/api/v1/jobs/" + id;
        assertThat(client.json(address).path("state").asText()).isEqualTo("queued");
        assertThat(client.page("/reviews").body()).contains("/jobs/" + id + "/cancel");

        var cancelled = client.sendJson("POST", address + "/cancel", "{}");
        assertThat(Browserless.json(cancelled).path("state").asText()).isEqualTo("cancelled");
        assertThat(client.sendJson("POST", address + "/cancel", "{}").statusCode()).isEqualTo(409);
        assertThat(client.sendJson("POST", address + "/retry", "{}").statusCode()).isEqualTo(202);
        assertThat(client.json("/api/v1/jobs").path("jobs").path(0).path("state").asText())
                .isEqualTo("queued");
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        assertThat(client.get("/api/v1/jobs/none").statusCode()).isEqualTo(404);
        assertThat(
                        client.sendJson(
                                        "POST",
                                        "/api/v1/meetings/none/minutes",
                                        "{\"model\": \"\"}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        client.sendJson(
                                        "POST",
                                        "/api/v1/meetings/" + SampleHub.MEETING + "/minutes",
                                        "{}")
                                .statusCode())
                .isEqualTo(400);
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page and the API by which releases get to boxes.
final class ReleasesIT {
    @TempDir private Path folder;
    private SampleHub hub;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        client = new Browserless(hub);
        SampleRollout.put(hub, folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void thePageShowsEachGroupAndWhyItIsPaused() throws IOException, InterruptedException {
        var page = client.page("/releases");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Release 1.4.0", "paused", "Boxes that failed: 1; allowed: 0")
                .contains("the hub did not acknowledge", "room-7", "waiting, offline")
                .contains("1 of 1 has it", "1 of 3 has it", "0 of 3 have it")
                .contains("Go on", "One roll-out at a time");
    }

    @Test
    void theApiAnswersWithTheSame() throws IOException, InterruptedException {
        var releases = client.json("/api/v1/releases").path("releases");
        var rollout = client.json("/api/v1/rollouts").path("rollouts").get(0);

        assertThat(releases.get(0).path("version").asText()).isEqualTo("1.4.0");
        assertThat(rollout.path("state").asText()).isEqualTo("paused");
        assertThat(rollout.path("failures").asInt()).isEqualTo(1);
        assertThat(rollout.path("boxes")).hasSize(7);
        assertThat(
                        client.json("/api/v1/devices/%s/updates".formatted(SampleHub.DEVICE))
                                .path("updates")
                                .get(0)
                                .path("step")
                                .asText())
                .isEqualTo("confirmed");
    }

    @Test
    void goesOnAndStopsWhenSomebodySaysSo() throws IOException, InterruptedException {
        var address = "/api/v1/rollouts/" + SampleRollout.ID;

        assertThat(client.sendJson("POST", address + "/pause", "{}").statusCode()).isEqualTo(409);
        assertThat(client.sendJson("POST", address + "/resume", "{}").statusCode()).isEqualTo(200);
        assertThat(client.json(address).path("state").asText()).isEqualTo("running");
        assertThat(client.json(address).path("failuresMax").asInt()).isEqualTo(1);
        assertThat(client.sendJson("POST", address + "/stop", "{}").statusCode()).isEqualTo(200);
        assertThat(client.sendJson("POST", address + "/stop", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void aRolloutThatMakesNoSenseIsRefused() throws IOException, InterruptedException {
        assertThat(
                        client.sendJson(
                                        "POST",
                                        "/api/v1/rollouts",
                                        """
                                        {"version": "1.3.2", "groups": [], "steps": "all",
                                         "failuresMax": 0, "atOnce": true}
                                        """)
                                .statusCode())
                .as("another one is under way")
                .isEqualTo(409);
        assertThat(
                        client.sendJson(
                                        "POST",
                                        "/api/v1/rollouts",
                                        """
                                        {"version": "1.3.2", "groups": [null], "steps": "all",
                                         "failuresMax": 0, "atOnce": true}
                                        """)
                                .statusCode())
                .isEqualTo(400);
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The review queue by API and page.
final class ReviewRoutesIT {
    private static final String REVIEWS = "/api/v1/reviews";

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
        hub.minutes(SampleHub.MEETING, 1, "extractive", false, "extractive", meeting.first());
        hub.review("review-1");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void tellsWhatWasAskedOfWhomAndWhyItFailed() throws Exception {
        var review = client.json(REVIEWS).path("reviews").path(0);

        assertThat(review.path("state").asText()).isEqualTo("open");
        assertThat(review.path("model").asText()).isEqualTo("qwen3:8b");
        assertThat(review.path("promptTokens").asInt()).isEqualTo(3412);
        assertThat(review.path("code").asText()).isEqualTo("timed-out");
        assertThat(client.json("/api/v1/language-models").path("models").findValuesAsText("state"))
                .containsExactly("failing", "answering", "unasked");
        assertThat(client.page("/reviews").body())
                .contains("qwen3:8b", "3412 tokens at most", "timed out");
    }

    @Test
    void takesMinutesByHandOnce() throws Exception {
        var address = REVIEWS + "/review-1/summary";

        var edited = client.sendJson("PUT", address, "{\"summary\": \"We spoke of <b>tea</b>.\"}");

        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(202);
        assertThat(Browserless.json(edited).path("state").asText()).isEqualTo("edited");
        assertThat(client.page("/meetings/" + SampleHub.MEETING).body())
                .contains("We spoke of &lt;b&gt;tea&lt;/b&gt;.");
        assertThat(client.sendJson("PUT", address, "{\"summary\": \"Again.\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void retriesAndDismisses() throws Exception {
        var retried =
                client.sendJson(
                        "POST", REVIEWS + "/review-1/retry", "{\"model\": \"mistral-small\"}");
        assertThat(Browserless.json(retried).path("state").asText()).isEqualTo("retrying");

        var dismissed = client.sendJson("POST", REVIEWS + "/review-1/dismiss", "{}");
        assertThat(Browserless.json(dismissed).path("state").asText()).isEqualTo("dismissed");
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        var one = REVIEWS + "/review-1";
        assertThat(client.get(REVIEWS + "/none").statusCode()).isEqualTo(404);
        assertThat(client.sendJson("POST", REVIEWS + "/none/dismiss", "{}").statusCode())
                .isEqualTo(404);
        assertThat(client.sendJson("POST", one + "/retry", "{}").statusCode()).isEqualTo(400);
        assertThat(client.sendJson("POST", one + "/dismiss", "{\"x\": 1}").statusCode())
                .isEqualTo(400);
        assertThat(client.sendJson("PUT", one + "/summary", "{\"summary\": \" \"}").statusCode())
                .isEqualTo(422);
    }
}

package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/// What must hold once a recording has been played to its end, whatever happened meanwhile.
final class Checks {
    /// The model's README promises 10 %; a test that restarts things may cost a word at a cut.
    static final double WORD_ERROR_RATE_MAX = 0.15;

    private Checks() {}

    static String reference() {
        try {
            return Files.readString(ProjectFolder.resolve("provisioning/demo/meeting.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the box has said everything and the hub has acknowledged all of it.
    static void awaitEverythingAcknowledged(Site site, Duration timeout) {
        Await.until(
                "the box to have sent everything",
                timeout,
                () -> {
                    var status = site.deviceStatus();
                    return status.path("sourceEnded").asBoolean()
                            && status.path("lastSequence").asLong(-1) > 0
                            && status.path("lastSequence").asLong()
                                    == status.path("acknowledged").asLong(-2);
                },
                () -> site.deviceStatus() + "\n" + site.logs());
    }

    /// Nothing stands twice on the hub.
    static void nothingTwice(HubApi api) {
        assertThat(api.segments())
                .extracting(segment ->
                        segment.path("recording").asText()
                                + " at "
                                + segment.path("firstSample").asText())
                .as("segments by recording and sample")
                .doesNotHaveDuplicates();
        assertThat(api.segments())
                .extracting(segment -> segment.path("number").asLong())
                .doesNotHaveDuplicates();
    }

    /// The transcript is the whole meeting.
    static void completeMeeting(HubApi api) {
        var accuracy = WordErrorRate.of(reference(), api.text());
        assertThat(accuracy.rate())
                .as("word error rate of the whole meeting: %s", accuracy)
                .isLessThanOrEqualTo(WORD_ERROR_RATE_MAX);
    }
}

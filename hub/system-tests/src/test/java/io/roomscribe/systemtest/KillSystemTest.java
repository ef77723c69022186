package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 of each process in mid-meeting: nothing acknowledged is missing, nothing stands twice.
class KillSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final double SPEED = 12;

    @TempDir Path folder;

    @Tag("P2")
    @Test
    void theMeetingIsCompleteThoughTheHubWasKilled() {
        try (var site = Site.in(folder)) {
            site.configureDevice("file:" + meeting(), SPEED, "");
            var hub = site.startHub();
            site.startDevice();
            awaitSegments(site, 6);

            hub.kill();
            var before = site.deviceStatus().path("lastSequence").asLong();
            Await.until(
                    "the box to go on without the hub",
                    PATIENCE,
                    () -> site.deviceStatus().path("lastSequence").asLong() >= before + 8,
                    site::deviceStatus);
            site.startHub();

            Checks.awaitEverythingAcknowledged(site, PATIENCE);
            Checks.nothingTwice(site.api());
            Checks.completeMeeting(site.api());
            assertThat(site.api().meetings()).as("meetings").hasSize(1);
        }
    }

    @Tag("A3")
    @Test
    void theMeetingIsCompleteThoughTheSpeechWorkerWasKilled() {
        try (var site = Site.in(folder)) {
            site.configureDevice("file:" + meeting(), SPEED, "");
            site.startHub();
            site.startDevice();
            awaitSegments(site, 6);
            var worker = site.deviceStatus().path("workerPid").asLong();

            assertThat(ProcessHandle.of(worker)).as("worker " + worker).isPresent();
            ProcessHandle.of(worker).orElseThrow().destroyForcibly();

            Checks.awaitEverythingAcknowledged(site, PATIENCE);
            assertThat(site.deviceStatus().path("workerRestarts").asInt()).isPositive();
            Checks.nothingTwice(site.api());
            Checks.completeMeeting(site.api());
        }
    }

    @Tag("P1")
    @Test
    void whatWasSaidBeforeAndAfterIsThereThoughTheBoxWasKilled() {
        var seconds = 49;
        try (var site = Site.in(folder);
                var microphone = new FifoMicrophone(folder, seconds, 1)) {
            site.configureDevice("fifo:" + microphone.path, 1, "");
            site.startHub();
            var box = site.startDevice();
            Await.until("20 s of speech", PATIENCE, () -> microphone.secondsSpoken() >= 20);
            var heard = site.api().segments().size();

            box.kill();
            site.startDevice();
            Await.until("all of the speech", PATIENCE, microphone::isDone);
            var last = lastWords(seconds);
            Await.until(
                    "the last words",
                    PATIENCE,
                    () -> String.join(" ", WordErrorRate.words(site.api().text())).endsWith(last),
                    () -> site.api().text() + "\n" + site.logs());

            Checks.nothingTwice(site.api());
            assertThat(heard).as("segments before the kill").isPositive();
            assertThat(site.api().meetings()).as("one meeting over the restart").hasSize(1);
            assertRestartGap(site);
            var accuracy = WordErrorRate.of(saidWithin(seconds), site.api().text());
            // 10 % by the model, and the sentence that the kill went through.
            assertThat(accuracy.rate()).as("%s", accuracy).isLessThanOrEqualTo(0.22);
        }
    }

    private static void assertRestartGap(Site site) {
        var meeting = site.api().meetings().getFirst();
        var gaps = site.api().json("/api/v1/meetings/" + meeting + "/transcript").path("gaps");

        assertThat(gaps.size()).as("gaps: %s", gaps).isEqualTo(1);
        var gap = gaps.get(0);
        assertThat(gap.path("reason").asText()).isEqualTo("restart");
        var missing =
                Duration.between(
                        Instant.parse(gap.path("startedAt").asText()),
                        Instant.parse(gap.path("endedAt").asText()));
        assertThat(missing).isBetween(Duration.ofMillis(1), Duration.ofSeconds(20));
    }

    /// The turns of the reference that end within so many seconds.
    private static String saidWithin(int seconds) {
        return Reference.turns().stream()
                .filter(turn -> turn.end() < seconds)
                .map(Reference.Turn::text)
                .collect(Collectors.joining(" "));
    }

    private static String lastWords(int seconds) {
        var words = WordErrorRate.words(saidWithin(seconds)).toArray(String[]::new);
        return String.join(" ", Arrays.copyOfRange(words, words.length - 2, words.length));
    }

    private static void awaitSegments(Site site, int count) {
        Await.until(
                count + " segments on the hub",
                PATIENCE,
                () -> site.api().segments().size() >= count,
                site::logs);
    }

    private static Path meeting() {
        return ProjectFolder.resolve("provisioning/demo/meeting.wav");
    }
}

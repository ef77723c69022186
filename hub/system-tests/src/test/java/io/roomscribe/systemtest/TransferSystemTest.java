package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A box that is moved records for its new room; what it heard in the old one comes to the old one,
/// also when the hub was away meanwhile.
class TransferSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int RESTART = 75;

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes two minutes; run it with -Dslow=true")
    void whatWasRecordedBeforeTheMoveComesToTheEarlierRoom() throws Exception {
        try (var site = Site.in(folder)) {
            site.configureDevice(
                    "file:" + ProjectFolder.resolve("provisioning/demo/meeting.wav"), 4, "");
            var hub = site.startHub();
            var box = site.startDevice();
            Await.until(
                    "something to be heard",
                    PATIENCE,
                    () -> site.api().segments().size() > 2,
                    site::logs);
            // The order is given while it is there; its words come after it has moved.
            var ordered =
                    site.api()
                            .post(
                                    "/api/v1/devices/" + Site.DEVICE + "/transfer?wait=20",
                                    "{\"room\": \"library\", \"roomName\": \"Library\"}");
            assertThat(ordered.path("state").asText()).as("%s", ordered).isEqualTo("done");
            hub.kill();
            assertThat(box.awaitExit(PATIENCE)).isEqualTo(RESTART);
            var again = site.startDevice();
            site.startHub();
            Await.until(
                    "speech from the new room",
                    PATIENCE,
                    () -> segmentsOf(site, "library") > 2,
                    site::logs);
            again.terminate();
            again.awaitExit(PATIENCE);

            var old = recordings(site, "boardroom");
            var moved = recordings(site, "library");
            assertThat(old).hasSize(1).doesNotContainAnyElementsOf(moved);
            assertThat(site.api().json("/api/v1/devices/" + Site.DEVICE).path("room").asText())
                    .isEqualTo("library");
            assertThat(site.api().json("/api/v1/rooms/library").path("name").asText())
                    .isEqualTo("Library");
            Checks.nothingTwice(site.api());
        }
    }

    private static long segmentsOf(Site site, String room) {
        return meetings(site, room).stream()
                .mapToLong(id -> transcript(site, id).path("segments").size())
                .sum();
    }

    private static List<String> recordings(Site site, String room) {
        return meetings(site, room).stream()
                .flatMap(id -> transcript(site, id).path("segments").valueStream())
                .map(segment -> segment.path("recording").asText())
                .distinct()
                .collect(Collectors.toList());
    }

    private static JsonNode transcript(Site site, String meeting) {
        return site.api().json("/api/v1/meetings/" + meeting + "/transcript");
    }

    private static List<String> meetings(Site site, String room) {
        return site.api()
                .json("/api/v1/meetings?room=" + room)
                .path("meetings")
                .valueStream()
                .map(one -> one.path("id").asText())
                .toList();
    }
}

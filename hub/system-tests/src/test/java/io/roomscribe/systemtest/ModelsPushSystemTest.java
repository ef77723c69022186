package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A technician puts the speaker model on a box that has none: hub, box, certificates, model and
/// command line are the real ones, and the box is killed while it fetches.
class ModelsPushSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String BOX = "room-7";
    private static final String MODEL = "vosk-model-spk-0.4";

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes a minute; run it with -Dslow=true")
    void aBoxThatIsKilledInBetweenGetsTheModelAndWorksWithIt() throws Exception {
        try (var site = new EnrolledSite(folder)) {
            var pins = site.initialise();
            site.startHub();
            var api = new HubApi(site.httpPort);
            configure(site, pins);
            enrol(site);
            var box = site.device(conf());
            Await.until("the box to be online", PATIENCE, () -> online(api), box::text);

            var planned = push(site, BOX, "--dry-run");
            assertThat(planned.text()).contains("would get " + MODEL);
            var unknown = push(site, "room-99");
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.text()).contains("does not know a box room-99");

            var pushing = CompletableFuture.supplyAsync(() -> push(site, BOX, "--use"));
            Await.until("the box to fetch", PATIENCE, () -> fetched() > 1_000_000, box::text);
            box.kill();
            assertThat(fetched()).as("of 15 MB").isLessThan(14_000_000);
            // What systemd does.
            box = site.device(conf());
            while (!pushing.isDone()) {
                if (!box.isAlive()) {
                    box = site.device(conf());
                }
                Thread.sleep(Duration.ofMillis(100));
            }

            var pushed = pushing.join();
            assertThat(pushed.exitCode()).as(pushed.text() + box.text()).isZero();
            assertThat(pushed.text()).contains(MODEL + " is there, and in use");
            Await.until(
                    "speakers to be told apart",
                    PATIENCE,
                    () ->
                            api.json("/api/v1/meetings")
                                    .path("meetings")
                                    .valueStream()
                                    .anyMatch(one -> hasSpeakers(api, one.path("id").asText())),
                    box::text);
            Checks.nothingTwice(api);

            var again = push(site, BOX, "--use", "--json");
            assertThat(again.exitCode()).as(again.text()).isZero();
            assertThat(again.output().getLast())
                    .contains("\"state\":\"installed\"", "\"inUse\":true");
        }
    }

    private static boolean hasSpeakers(HubApi api, String meeting) {
        return api.json("/api/v1/meetings/%s/speakers".formatted(meeting)).path("speakers").size()
                > 0;
    }

    private static boolean online(HubApi api) {
        return api.json("/api/v1/devices")
                .path("devices")
                .valueStream()
                .anyMatch(one -> one.path("online").asBoolean());
    }

    /// Bytes of the model that the box has.
    private long fetched() {
        var models = folder.resolve("data/models");
        if (!Files.isDirectory(models)) {
            return 0;
        }
        try (var all = Files.walk(models)) {
            return all.map(Path::toFile)
                    .filter(java.io.File::isFile)
                    .mapToLong(java.io.File::length)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            // A part became a whole meanwhile.
            return 0;
        }
    }

    private EnrolledSite.Ran push(EnrolledSite site, String box, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "models",
                                "push",
                                MODEL,
                                box,
                                "--hub",
                                "http://127.0.0.1:" + site.httpPort,
                                "--password-file",
                                folder.resolve("password").toString()));
        words.addAll(List.of(more));
        return site.roomscribe(words.toArray(String[]::new));
    }

    private void configure(EnrolledSite site, List<Pin> pins) {
        site.write(
                "device.conf",
                """
                device.id = %s
                device.room = library
                device.room-name = Library
                data.folder = %s
                capture.source = file:%s
                capture.speed = 2
                speech.model = %s
                link.broker = ssl://127.0.0.1:%d
                identity.hub = https://127.0.0.1:%d
                identity.pins = %s
                update.bandwidth-max = 2MiB
                """
                        .formatted(
                                BOX,
                                folder.resolve("data"),
                                ProjectFolder.resolve("provisioning/demo/meeting.wav"),
                                ProjectFolder.resolve("device/models/vosk-model-tiny-en"),
                                site.tlsPort,
                                site.enrolmentPort,
                                pins.stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))));
    }

    private void enrol(EnrolledSite site) {
        var claim =
                site.roomscribe("device", "claim", BOX, "--hub-folder", site.hub.toString())
                        .output()
                        .getFirst()
                        .strip();
        site.awaitClaims();
        try (var enrolled = site.device("enrol", claim, conf())) {
            assertThat(enrolled.awaitExit(PATIENCE)).as(enrolled.text()).isZero();
        }
    }

    private String conf() {
        return folder.resolve("device.conf").toString();
    }
}

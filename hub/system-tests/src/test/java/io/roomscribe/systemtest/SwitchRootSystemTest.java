package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The hub's second root takes over, with real processes: nobody visits a box.
class SwitchRootSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String STAYING = "room-7";
    private static final String RENEWING = "room-8";
    private static final String NEW = "room-9";

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes two minutes; run it with -Dslow=true")
    void boxesOfTheFirstRootDeliverRenewUnderTheSecondAndNewOnesEnrol() throws Exception {
        try (var site = new EnrolledSite(folder)) {
            var pins = site.initialise();
            var first = pins.getFirst();
            var second = pins.getLast();
            var hub = site.startHub();
            enrol(site, STAYING, pins);
            hub.terminate();
            hub.awaitExit(PATIENCE);
            // Certificates are good from an hour before, so this one is to be renewed within two
            // minutes; the one above, in months.
            site.write("hub.conf", config(site) + "identity.certificate-life = 93m\n");
            hub = site.startHub();
            enrol(site, RENEWING, pins);
            assertThat(rootOf(STAYING)).isEqualTo(first);
            assertThat(rootOf(RENEWING)).isEqualTo(first);
            var staying = site.device(conf(STAYING));
            var api = new HubApi(site.httpPort);
            var renewing = site.device(conf(RENEWING));
            Await.until("something to be heard", PATIENCE, () -> heard(api) > 2, staying::text);
            Await.until("both", PATIENCE, () -> online(api, RENEWING), renewing::text);
            assertThat(rootOf(RENEWING)).isEqualTo(first);

            hub.terminate();
            hub.awaitExit(PATIENCE);
            var switched = site.roomscribe("hub", "switch-root", "--hub-folder", "" + site.hub);
            assertThat(switched.exitCode()).as(switched.text()).isZero();
            var before = heard(api, site);
            assertThat(rootIn(site.hub.resolve("identity/server.crt"))).isEqualTo(second);

            Await.until(
                    "what was said since then",
                    PATIENCE,
                    () -> heard(api) > before + 2,
                    staying::text);
            assertThat(rootOf(STAYING)).as("not due for months").isEqualTo(first);
            Await.until(
                    "the box to connect with its renewed certificate",
                    PATIENCE,
                    () -> rootOf(RENEWING).equals(second) && online(api, RENEWING),
                    renewing::text);
            enrol(site, NEW, pins);
            assertThat(rootOf(NEW)).isEqualTo(second);
            var another = site.device(conf(NEW));
            Await.until("the new box to connect", PATIENCE, () -> online(api, NEW), another::text);
            assertThat(online(api, STAYING)).isTrue();
            Checks.nothingTwice(api);
        }
    }

    private String config(EnrolledSite site) throws IOException {
        return Files.readString(site.folder.resolve("hub.conf"));
    }

    private static int heard(HubApi api) {
        return api.segments().size();
    }

    /// What had come before the hub ended, once it runs again.
    private static int heard(HubApi api, EnrolledSite site) {
        site.startHub();
        return heard(api);
    }

    private static boolean online(HubApi api, String box) {
        return api.json("/api/v1/devices")
                .path("devices")
                .valueStream()
                .anyMatch(one ->
                        one.path("id").asText().equals(box) && one.path("online").asBoolean());
    }

    private void enrol(EnrolledSite site, String box, List<Pin> pins) {
        configure(site, box, pins);
        var claim =
                site.roomscribe("device", "claim", box, "--hub-folder", site.hub.toString())
                        .output()
                        .getFirst()
                        .strip();
        site.awaitClaims();
        try (var enrolled = site.device("enrol", claim, conf(box))) {
            assertThat(enrolled.awaitExit(PATIENCE)).as(enrolled.text()).isZero();
        }
    }

    private void configure(EnrolledSite site, String box, List<Pin> pins) {
        site.write(
                box + ".conf",
                """
                device.id = %s
                device.room = %s
                data.folder = %s
                capture.source = file:%s
                speech.model = %s
                link.broker = ssl://127.0.0.1:%d
                identity.hub = https://127.0.0.1:%d
                identity.pins = %s
                """
                        .formatted(
                                box,
                                box,
                                folder.resolve(box),
                                ProjectFolder.resolve("provisioning/demo/meeting.wav"),
                                ProjectFolder.resolve("device/models/vosk-model-tiny-en"),
                                site.tlsPort,
                                site.enrolmentPort,
                                pins.stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))));
    }

    private String conf(String box) {
        return folder.resolve(box + ".conf").toString();
    }

    /// The root behind the certificate that a box connects with.
    private Pin rootOf(String box) {
        return rootIn(folder.resolve(box).resolve("identity/current.pem"));
    }

    private static Pin rootIn(Path file) {
        try {
            return Pin.of(Pem.certificates(Files.readString(file)).getLast());
        } catch (NoSuchFileException e) {
            return new Pin("sha256:" + "0".repeat(64));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The end of a box's service, with real processes, killed in the middle of each step.
class DecommissionSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int RESTART = 75;
    private static final String BOX = "room-7";
    private static final String LABEL = "decommission.json";

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes two minutes; run it with -Dslow=true")
    void boxHandsOverEverythingThenNothingIsLeftOnIt() throws Exception {
        try (var site = new EnrolledSite(folder)) {
            var pins = site.initialise();
            var hub = site.startHub();
            var api = new HubApi(site.httpPort);
            configure(site, pins);
            enrol(site);
            var box = site.device(conf());
            Await.until(
                    "something to be heard", PATIENCE, () -> api.segments().size() > 3, box::text);
            hub.kill();
            // What it says now is only on the box.
            awaitWaiting(box, 3);
            site.startHub();
            Await.until("the box to be back", PATIENCE, () -> online(api), box::text);

            var ordered = decommission(site, "--yes", "--wait", "0", "--by", "Kim");
            assertThat(ordered.exitCode()).as(ordered.text()).isZero();
            Await.until("the order to arrive", PATIENCE, () -> Files.exists(state()), box::text);
            box.kill();

            var starts = 0;
            while (!step().equals("DONE")) {
                assertThat(starts++).as("starts of the box").isLessThan(12);
                var again = site.device(conf());
                Await.until(
                        "the box to end, or to be done",
                        PATIENCE,
                        () -> !again.isAlive() || step().equals("DONE"),
                        again::text);
                if (step().equals("DONE")) {
                    again.kill();
                    break;
                }
                assertThat(again.awaitExit(PATIENCE)).as(again.text()).isEqualTo(RESTART);
                if (starts == 2) {
                    // Erasing has just begun when it starts: kill it there.
                    var killed = site.device(conf());
                    killed.kill();
                }
            }

            var receipt = decommission(site, "--receipt", "--json");
            assertThat(receipt.exitCode()).as(receipt.text()).isZero();
            var told = new ObjectMapper().readTree(receipt.output().getLast()).path("receipt");
            assertThat(told.path("by").asText()).isEqualTo("Kim");
            assertThat(told.path("files").asLong()).isPositive();
            assertThat(told.path("handedOver").asLong()).isPositive();
            assertThat(names())
                    .as("left on the box")
                    .noneMatch(name -> name.startsWith("identity/") || name.endsWith(".opus"));
            wordsAreGone(api);
            Checks.nothingTwice(api);
            assertThat(wordErrors(api)).as("of what was recorded").isLessThan(0.2);

            var last = site.device(conf());
            Await.until(
                    "it to say what it is",
                    PATIENCE,
                    () -> status().contains("\"decommissioned\""),
                    last::text);
            assertThat(status()).contains("\"state\":\"idle\"");
            assertThat(last.text()).doesNotContain("waits to be accepted");
            last.terminate();
            last.awaitExit(PATIENCE);

            enrol(site);
            var back = site.device(conf());
            var before = api.segments().size();
            Await.until(
                    "it to record anew",
                    PATIENCE,
                    () -> api.segments().size() > before,
                    back::text);
        }
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
                capture.speed = 4
                speech.model = %s
                link.broker = ssl://127.0.0.1:%d
                identity.hub = https://127.0.0.1:%d
                identity.pins = %s
                """
                        .formatted(
                                BOX,
                                data(),
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

    private EnrolledSite.Ran decommission(EnrolledSite site, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "device",
                                "decommission",
                                BOX,
                                "--hub",
                                "http://127.0.0.1:" + site.httpPort,
                                "--password-file",
                                folder.resolve("password").toString()));
        words.addAll(List.of(more));
        return site.roomscribe(words.toArray(String[]::new));
    }

    private static boolean online(HubApi api) {
        return api.json("/api/v1/devices/" + BOX).path("online").asBoolean();
    }

    private void awaitWaiting(ChildProcess box, int entries) {
        Await.until(
                "entries to pile up",
                PATIENCE,
                () -> json(status()).path("waiting").asInt() >= entries,
                box::text);
    }

    private static double wordErrors(HubApi api) {
        // The box was silenced in mid-meeting: what the hub has, against as many words.
        var heard = api.text().split("\\s+").length;
        var reference = Checks.reference().split("\\s+");
        assertThat(heard).isGreaterThan(40);
        var said =
                String.join(" ", List.of(reference).subList(0, Math.min(heard, reference.length)));
        return WordErrorRate.of(said, api.text()).rate();
    }

    /// No file of the box has one of the longer words that the hub has heard.
    private void wordsAreGone(HubApi api) throws IOException {
        var words = Stream.of(api.text().split("\\W+")).filter(word -> word.length() > 7).toList();
        assertThat(words).hasSizeGreaterThan(5);
        for (var name : names()) {
            var content =
                    new String(
                            Files.readAllBytes(data().resolve(name)), StandardCharsets.ISO_8859_1);
            assertThat(words).as(name).noneMatch(content::contains);
        }
    }

    private String conf() {
        return folder.resolve("device.conf").toString();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path state() {
        return data().resolve(LABEL);
    }

    private String step() {
        return json(read(state())).path("step").asText();
    }

    private String status() {
        return read(data().resolve("status.json"));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.isEmpty() ? "{}" : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names() {
        try (var all = Files.walk(data())) {
            return all.filter(Files::isRegularFile)
                    .map(path -> data().relativize(path).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

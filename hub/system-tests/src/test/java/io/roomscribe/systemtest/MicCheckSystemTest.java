package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A technician checks a microphone with the real command line, a real hub, a real box and the real
/// recogniser; a recording reads aloud at the far seat.
class MicCheckSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CLIP = "tts_flite_awb_4.wav";
    private static final String PHRASE = "but this will be needed in the future certainly";
    private static final String PROMPT = "2/3";

    @TempDir Path folder;

    private final List<ChildProcess> commands = new ArrayList<>();
    private FarSeat seat;
    private Site site;
    private ChildProcess hub;

    @BeforeEach
    void open() {
        seat = new FarSeat(folder);
        site = Site.in(folder);
        site.configureDevice("fifo:" + seat.path, 1, "");
        hub = site.startHub();
    }

    @AfterEach
    void close() {
        commands.forEach(ChildProcess::close);
        site.close();
        seat.close();
    }

    private ChildProcess startBox() {
        var box = site.startDevice();
        Await.until(
                "the box to be heard at the hub",
                PATIENCE,
                () -> site.api().get("/api/v1/devices/box-1/level").statusCode() == 200,
                site::logs);
        return box;
    }

    private ChildProcess start(String name, Path jar, List<String> words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
        command.add(jar.toString());
        command.addAll(words);
        var process = ChildProcess.start(name, folder, Map.of(), command);
        commands.add(process);
        return process;
    }

    private ChildProcess fromTheHub(String... more) {
        return atTheHub("mic-check", more);
    }

    private ChildProcess atTheHub(String name, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                name,
                                Site.DEVICE,
                                "--hub",
                                "http://127.0.0.1:" + site.httpPort,
                                "--password-file",
                                folder.resolve("admin-password").toString(),
                                "--seconds",
                                "6"));
        words.addAll(List.of(more));
        return start(name, ProjectFolder.resolve("provisioning/target/roomscribe.jar"), words);
    }

    private JsonNode answer(ChildProcess check, int exit) throws IOException {
        assertThat(check.awaitExit(PATIENCE)).as(() -> check.text() + site.logs()).isEqualTo(exit);
        var json = check.output().stream().filter(line -> line.startsWith("{")).findFirst();
        return new ObjectMapper()
                .readTree(json.orElseThrow(() -> new AssertionError(check.text())));
    }

    private void readWhenAsked(ChildProcess check, double loudness) {
        check.awaitLine("to be asked to read", PATIENCE, line -> line.contains(PROMPT));
        seat.read(CLIP, loudness);
    }

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes minutes; run it with -Dslow=true")
    void aGoodMicrophonePassesFromTheHubAndADeadOneAndAMissingBoxAreNamed() throws IOException {
        try (var _ = startBox()) {
            var good = fromTheHub("--phrase", PHRASE, "--json");
            readWhenAsked(good, 1);
            var found = answer(good, 0);
            assertThat(found.path("passed").asBoolean()).as(found::toString).isTrue();
            assertThat(found.path("words").asInt()).isEqualTo(9);
            assertThat(found.path("wordErrorRate").asDouble()).isLessThan(0.3);
            assertThat(found.path("noiseDbfs").asDouble()).isBetween(-75.0, -55.0);
            assertThat(found.path("next").asText()).isEqualTo("./roomscribe accept box-1");

            seat.setDead(true);
            var dead = answer(fromTheHub("--json"), 1);
            assertThat(dead.path("verdict").asText()).isEqualTo("silent");
            assertThat(dead.path("next").asText()).isEqualTo("./roomscribe doctor box-1");
        }
        Await.until(
                "the hub to miss the box",
                PATIENCE,
                () -> !site.api().json("/api/v1/devices/box-1").path("online").asBoolean(true),
                site::logs);
        var missing = fromTheHub();
        assertThat(missing.awaitExit(PATIENCE)).isEqualTo(3);
        assertThat(missing.text()).contains("box-1 is not connected to the hub", "doctor");
    }

    @Test
    void aSentenceIsFollowedFromTheFarSeatToTheHubsRowsAndSigned() throws IOException {
        try (var _ = startBox()) {
            var accept =
                    atTheHub(
                            "accept",
                            "--phrase",
                            PHRASE,
                            "--by",
                            "Kim",
                            "--folder",
                            folder.resolve("out").toString(),
                            "--json");
            readWhenAsked(accept, 1);
            var accepted = answer(accept, 0);

            assertThat(accepted.path("accepted").asBoolean()).as(accepted::toString).isTrue();
            var number = accepted.path("segments").get(0).asLong();
            var segment =
                    site.api().segments().stream()
                            .filter(one -> one.path("number").asLong() == number)
                            .findFirst()
                            .orElseThrow();
            assertThat(segment.path("text").asText()).containsIgnoringCase("future");
            assertThat(site.api().meetings()).contains(accepted.path("meeting").asText());
            assertThat(accepted.path("chunk").asText())
                    .startsWith(accepted.path("recording").asText());
            assertThat(accepted.path("entries").get(0).asLong()).isPositive();

            var file = folder.resolve("out/acceptance-box-1.json");
            var genuine = verify(file, "--key", accepted.path("key").asText());
            assertThat(genuine.awaitExit(PATIENCE)).as(genuine::text).isZero();
            Files.writeString(file, Files.readString(file).replace("Kim", "Tom"));
            var changed = verify(file);
            assertThat(changed.awaitExit(PATIENCE)).isEqualTo(4);
            assertThat(changed.text()).contains("was changed after it was signed");
            assertThat(Files.readAllBytes(folder.resolve("out/acceptance-box-1.pdf")))
                    .startsWith('%', 'P', 'D', 'F');
            assertThat(Files.size(folder.resolve("out/label-box-1.png"))).isGreaterThan(1000);
            var fetched =
                    atTheHub("accept", "--fetch", "--folder", folder.resolve("out").toString());
            assertThat(fetched.awaitExit(PATIENCE)).as(fetched::text).isZero();
            assertThat(fetched.text())
                    .contains("is accepted by Kim", accepted.path("meeting").asText());
            keepForLooking(accept.text() + "\n" + fetched.text());

            var rooms =
                    Files.writeString(
                            folder.resolve("rooms.csv"),
                            "device,room,room-name\nbox-1,boardroom,Boardroom\nbox-2,attic,Attic\n");
            var tour = tour(rooms);
            var table = answer(tour, 1);
            assertThat(table.path("boxes").get(0).path("state").asText()).isEqualTo("already");
            assertThat(table.path("boxes").get(1).path("note").asText())
                    .contains("does not know a box box-2");
            assertThat(table.path("accepted").asInt()).isEqualTo(1);
            assertThat(table.path("open").asInt()).isEqualTo(1);
        }
    }

    @Test
    @Tag("slow")
    @Tag("V6")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes minutes; run it with -Dslow=true")
    void anAcceptanceWithoutAHubIsCompletedWhenTheBoxReachesIt() throws IOException {
        try (var _ = startBox()) {
            hub.kill();
            hub.awaitExit(PATIENCE);
            var accept = atTheBox("accept", "--by", "Kim", "--phrase", PHRASE);
            readWhenAsked(accept, 1);
            var made = answer(accept, 0);
            assertThat(made.path("entries").size()).isPositive();

            site.startHub();
            Await.until(
                    "the hub to complete the acceptance",
                    PATIENCE,
                    () ->
                            site.api()
                                            .get("/api/v1/acceptances/" + made.path("id").asText())
                                            .statusCode()
                                    == 200,
                    site::logs);
            var fetched = answer(atTheHub("accept", "--fetch", "--json"), 0);
            assertThat(fetched.path("id")).isEqualTo(made.path("id"));
            assertThat(fetched.path("segments").size()).isPositive();
        }
    }

    private ChildProcess tour(Path rooms) {
        return start(
                "tour",
                ProjectFolder.resolve("provisioning/target/roomscribe.jar"),
                List.of(
                        "accept",
                        "--plan",
                        rooms.toString(),
                        "--hub",
                        "http://127.0.0.1:" + site.httpPort,
                        "--password-file",
                        folder.resolve("admin-password").toString(),
                        "--json"));
    }

    private ChildProcess verify(Path file, String... more) {
        var words = new ArrayList<>(List.of("accept", "verify", file.toString()));
        words.addAll(List.of(more));
        return start("verify", ProjectFolder.resolve("provisioning/target/roomscribe.jar"), words);
    }

    /// What a technician gets, for people to look at.
    private void keepForLooking(String screen) throws IOException {
        var kept = Files.createDirectories(Path.of("target", "screenshots"));
        for (var name : List.of("acceptance-box-1.pdf", "label-box-1.png", "label-box-1.pdf")) {
            Files.copy(
                    folder.resolve("out").resolve(name),
                    kept.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(kept.resolve("accept.txt"), screen);
    }

    @Test
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes minutes; run it with -Dslow=true")
    void atTheBoxItselfClippingAndAWrongPhraseAreTold() throws IOException {
        try (var _ = startBox()) {
            var good = atTheBox("mic-check", "--phrase", PHRASE);
            readWhenAsked(good, 1);
            assertThat(answer(good, 0).path("passed").asBoolean()).isTrue();

            var loud = atTheBox("mic-check", "--phrase", PHRASE);
            readWhenAsked(loud, 60);
            assertThat(answer(loud, 1).path("verdict").asText()).isEqualTo("clipping");

            var other =
                    atTheBox(
                            "mic-check",
                            "--phrase",
                            "please bring seven green apples to my kitchen");
            readWhenAsked(other, 1);
            assertThat(answer(other, 1).path("verdict").asText()).isEqualTo("other-words");
        }
    }

    private ChildProcess atTheBox(String name, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                name,
                                "--data",
                                site.deviceData().toString(),
                                "--seconds",
                                "6",
                                "--json"));
        words.addAll(List.of(more));
        return start(
                "box-mic-check",
                ProjectFolder.resolve("device/target/roomscribe-device.jar"),
                words);
    }
}

package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
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

    @BeforeEach
    void open() {
        seat = new FarSeat(folder);
        site = Site.in(folder);
        site.configureDevice("fifo:" + seat.path, 1, "");
        site.startHub();
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
        var words =
                new ArrayList<>(
                        List.of(
                                "mic-check",
                                Site.DEVICE,
                                "--hub",
                                "http://127.0.0.1:" + site.httpPort,
                                "--password-file",
                                folder.resolve("admin-password").toString(),
                                "--seconds",
                                "6"));
        words.addAll(List.of(more));
        return start(
                "mic-check", ProjectFolder.resolve("provisioning/target/roomscribe.jar"), words);
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
    void aGoodMicrophonePassesFromTheHubAndADeadOneAndAMissingBoxAreNamed() throws IOException {
        try (var _ = startBox()) {
            var good = fromTheHub("--phrase", PHRASE, "--json");
            readWhenAsked(good, 1);
            var found = answer(good, 0);
            assertThat(found.path("passed").asBoolean()).as(found::toString).isTrue();
            assertThat(found.path("words").asInt()).isEqualTo(9);
            assertThat(found.path("wordErrorRate").asDouble()).isLessThan(0.3);
            assertThat(found.path("noiseDbfs").asDouble()).isBetween(-75.0, -55.0);
            assertThat(found.path("next").asText()).isEqualTo("./roomscribe doctor box-1");

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
    @Tag("slow")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes minutes; run it with -Dslow=true")
    void atTheBoxItselfClippingAndAWrongPhraseAreTold() throws IOException {
        try (var _ = startBox()) {
            var good = atTheBox("--phrase", PHRASE);
            readWhenAsked(good, 1);
            assertThat(answer(good, 0).path("passed").asBoolean()).isTrue();

            var loud = atTheBox("--phrase", PHRASE);
            readWhenAsked(loud, 60);
            assertThat(answer(loud, 1).path("verdict").asText()).isEqualTo("clipping");

            var other = atTheBox("--phrase", "please bring seven green apples to my kitchen");
            readWhenAsked(other, 1);
            assertThat(answer(other, 1).path("verdict").asText()).isEqualTo("other-words");
        }
    }

    private ChildProcess atTheBox(String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "mic-check",
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

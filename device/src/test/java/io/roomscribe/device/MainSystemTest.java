package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.device.link.TestHub;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.RefusedSetting;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.MosquittoBroker;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The box as a real process, with its real worker, against a real broker and a hub of the test's.
@Timeout(240)
final class MainSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final DeviceId DEVICE = new DeviceId("box-1");
    private static final String SPEECH = "protocol/testkit/audio/synthetic/tts_flite_awb_1.wav";

    @TempDir Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void chooseFolder() {
        data = folder.resolve("data");
    }

    private ChildProcess start(String broker, String source, String... more) {
        var file = folder.resolve("device.conf");
        var text =
                """
                device.id = %s
                device.room = room-1
                data.folder = %s
                capture.source = %s
                speech.model = %s
                link.broker = %s
                %s
                """
                        .formatted(
                                DEVICE,
                                data,
                                source,
                                ProjectFolder.resolve("device/models/vosk-model-tiny-en"),
                                broker,
                                String.join("\n", more));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return BoxProcess.start(folder, file, Map.of());
    }

    private static String file(String path) {
        return "file:" + ProjectFolder.resolve(path);
    }

    private JsonNode status() {
        return BoxProcess.status(data);
    }

    private static String nobody() {
        return "tcp://127.0.0.1:1";
    }

    private void assertEnds(ChildProcess process, ExitCode code, String says) {
        try (process) {
            assertThat(process.awaitExit(PATIENCE))
                    .as("%s", process.text())
                    .isEqualTo(code.number());
            assertThat(process.text()).contains(says).doesNotContain("\tat ");
        }
    }

    @Test
    void doesWhatTheHubAsksOnceAndKeepsTheConfigurationItDesiresOverARestart() {
        assumeTrue(MosquittoBroker.isInstalled(), "skipped: mosquitto is not installed");
        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE)) {
            var now = Clock.systemUTC().instant();
            var mark =
                    new Message.Command(
                            new UUID(1, 2),
                            now,
                            now.plusSeconds(600),
                            new CommandBody.Mark("agreed"));
            try (var device = start(broker.uri().toString(), file(SPEECH))) {
                hub.awaitBirth(Message.Birth::online);
                hub.asks(mark);
                Await.until("an answer", PATIENCE, () -> !hub.replies().isEmpty(), device::text);
                hub.desires(
                        new Message.TwinDesired(
                                4,
                                Map.of(
                                        "capture.sync-interval", "2s",
                                        "capture.source", "line",
                                        "device.room-name", "Long table")));
                Await.until("a report", PATIENCE, () -> reported(hub, 4), device::text);
                device.kill();
            }

            try (var again = start(broker.uri().toString(), file(SPEECH))) {
                hub.awaitBirth(birth -> birth.roomName().equals("Long table"));
                hub.asks(mark);
                Await.until("it again", PATIENCE, () -> hub.replies().size() == 2, again::text);
            }
            assertThat(hub.replies().getFirst().outcome()).isEqualTo(CommandOutcome.DONE);
            assertThat(hub.replies().getLast()).isEqualTo(hub.replies().getFirst());
            assertThat(hub.bodies().stream().filter(EntryBody.Mark.class::isInstance)).hasSize(1);
            var twin = hub.twins().getLast();
            assertThat(twin.settings()).containsEntry("capture.sync-interval", "2s");
            assertThat(twin.refused())
                    .extracting(RefusedSetting::key)
                    .containsExactly("capture.source");
            assertThat(twin.pendingRestart()).isEmpty();
        }
    }

    private static boolean reported(TestHub hub, long version) {
        return hub.twins().stream().anyMatch(twin -> twin.version() == version);
    }

    @Test
    void bringsAFileToTheHubAndEndsWhenEverythingIsAcknowledged() {
        assumeTrue(MosquittoBroker.isInstalled(), "skipped: mosquitto is not installed");
        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE);
                var device =
                        start(
                                broker.uri().toString(),
                                file(SPEECH),
                                "capture.speed = 4",
                                "capture.exit-at-end = true")) {
            assertThat(device.awaitExit(PATIENCE)).as("%s", device.text()).isZero();

            assertThat(hub.brokenLinks()).isZero();
            assertThat(hub.bodies().getFirst()).isInstanceOf(EntryBody.RecordingStarted.class);
            // The hub's time may re-time it at any moment, where the network does not set the
            // clock.
            assertThat(
                            hub.bodies().stream()
                                    .filter(MainSystemTest::isOfItsContent)
                                    .toList()
                                    .getLast())
                    .isInstanceOf(EntryBody.RecordingEnded.class);
            assertThat(hub.bodies()).hasAtLeastOneElementOfType(EntryBody.Utterance.class);
            assertThat(hub.bodies()).hasAtLeastOneElementOfType(EntryBody.Chunk.class);
            assertThat(hub.live()).isNotEmpty();
            for (var body : hub.bodies()) {
                if (body instanceof EntryBody.Utterance utterance) {
                    assertThat(device.text().toLowerCase(Locale.ROOT))
                            .as("no words in the log")
                            .doesNotContain(utterance.text().toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private static boolean isOfItsContent(EntryBody body) {
        return !(body instanceof EntryBody.RecordingRetimed || body instanceof EntryBody.Health);
    }

    /// Rows P1 and P3 together: neither the box's end nor the broker's loses or repeats an entry.
    @Tag("P1")
    @Tag("P3")
    @Test
    void tellsEverythingOnceThoughBoxAndBrokerAreKilled() {
        assumeTrue(MosquittoBroker.isInstalled(), "skipped: mosquitto is not installed");
        try (var broker = MosquittoBroker.start(folder)) {
            var offline =
                    start(
                            broker.uri().toString(),
                            file("provisioning/demo/meeting.wav"),
                            "capture.speed = 8");
            try (offline) {
                Await.until(
                        "some entries",
                        PATIENCE,
                        () -> status().path("lastSequence").asLong() >= 4,
                        () -> status() + offline.text());
                broker.kill();
                offline.kill();
            }
            broker.restart();
            try (var hub = TestHub.connect(broker.uri(), DEVICE);
                    var again =
                            start(
                                    broker.uri().toString(),
                                    file(SPEECH),
                                    "capture.speed = 8",
                                    "capture.exit-at-end = true")) {
                assertThat(again.awaitExit(PATIENCE)).as("%s", again.text()).isZero();

                var last = hub.sequences().getLast();
                assertThat(hub.sequences())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, last).boxed().toList());
                assertThat(hub.brokenLinks()).isZero();
                assertThat(hub.bodies().stream().filter(EntryBody.RecordingEnded.class::isInstance))
                        .hasSize(2);
                assertThat(hub.bodies()).hasAtLeastOneElementOfType(EntryBody.Gap.class);
            }
        }
    }

    @Tag("P8")
    @Test
    void recordsWithoutABrokerAndStopsInOrderOnSigterm() {
        try (var device = start(nobody(), file("provisioning/demo/meeting.wav"))) {
            Await.until(
                    "two seconds of audio",
                    PATIENCE,
                    () -> status().path("samplesRecorded").asLong() > 32_000,
                    () -> status() + device.text());

            device.terminate();

            // The JVM's own code for SIGTERM.
            assertThat(device.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
        }
    }

    /// Row S11.
    @Tag("S11")
    @Test
    void refusesASecondProcessOnTheSameFolder() {
        try (var first = start(nobody(), file("provisioning/demo/meeting.wav"))) {
            Await.until(
                    "the first to record",
                    PATIENCE,
                    () -> status().path("samplesRecorded").asLong() > 0,
                    () -> status() + first.text());

            assertEnds(
                    start(nobody(), file("provisioning/demo/meeting.wav")),
                    ExitCode.DATA_FOLDER,
                    "in use");

            var before = status().path("samplesRecorded").asLong();
            Await.until(
                    "the first to go on",
                    PATIENCE,
                    () -> status().path("samplesRecorded").asLong() > before,
                    () -> status() + first.text());
        }
    }

    @Test
    void namesAWrongAndAMissingKey() {
        assertEnds(
                start(nobody(), "line", "capture.sorce = line"),
                ExitCode.CONFIGURATION,
                "did you mean 'capture.source'");
    }

    @Test
    void namesAFolderThatCannotBeUsed() throws IOException {
        Files.writeString(data, "in the way");

        assertEnds(start(nobody(), "line"), ExitCode.DATA_FOLDER, data.toString());
    }

    @Test
    void namesASourceThatIsNoAudio() throws IOException {
        var text = Files.writeString(folder.resolve("speech.wav"), "this is no audio at all");

        assertEnds(start(nobody(), "file:" + text), ExitCode.AUDIO_SOURCE, text.toString());
    }
}

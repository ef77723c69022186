package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a technician gets wrong: each ends in one clear sentence, with the exit code that the
/// documents name, or shows as a health condition while the recording goes on.
class BadInputSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CONFIGURATION = 2;
    private static final int DATA_FOLDER = 3;
    private static final int AUDIO_SOURCE = 4;
    private static final int PORT_IN_USE = 5;

    @TempDir Path folder;

    @Test
    void aWrongKeyIsNamedWithTheRightOne() {
        try (var site = Site.in(folder)) {
            site.configureDevice(meeting(), 4, "capture.sorce = line");

            assertEnds(
                    site.startDevice(),
                    CONFIGURATION,
                    "'capture.sorce' is not a key, did you mean 'capture.source'?");
        }
    }

    @Test
    void theHubRefusesToBeSeenFromOutside() {
        try (var site = Site.in(folder)) {
            site.configureHub("http.host = 0.0.0.0");

            assertEnds(
                    site.launchHub(),
                    CONFIGURATION,
                    "nothing encrypts what is sent there yet; set http.host to 127.0.0.1");
        }
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        try (var site = Site.in(folder)) {
            site.configureDevice(meeting(), 4, "");
            Files.writeString(site.deviceData(), "in the way");

            assertEnds(site.startDevice(), DATA_FOLDER, site.deviceData().toString());
        }
    }

    @Test
    void aSourceThatIsNoAudioIsNamed() throws IOException {
        var text = Files.writeString(folder.resolve("speech.wav"), "this is no audio at all");
        try (var site = Site.in(folder)) {
            site.configureDevice("file:" + text, 4, "");

            assertEnds(site.startDevice(), AUDIO_SOURCE, text.toString());
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (var site = Site.in(folder);
                var taken =
                        new ServerSocket(site.brokerPort, 1, InetAddress.getLoopbackAddress())) {

            assertEnds(site.launchHub(), PORT_IN_USE, Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void withoutASpeechModelTheBoxRecordsAndSaysWhatIsMissing() {
        try (var site = Site.in(folder)) {
            site.configureDevice(meeting(), 4, "");
            site.replaceInDevice(
                    ProjectFolder.resolve("device/models/vosk-model-tiny-en").toString(),
                    folder.resolve("no-such-model").toString());
            var box = site.startDevice();

            awaitCondition(site, "speech-model", box);
            assertStillRecording(site, box);
        }
    }

    @Test
    void aRefusedLoginIsACondition() {
        try (var site = Site.in(folder)) {
            site.configureDevice(meeting(), 4, "");
            site.writeToken("not the token");
            site.startHub();
            var box = site.startDevice();

            awaitCondition(site, "refused-login", box);
            assertStillRecording(site, box);
        }
    }

    private static void awaitCondition(Site site, String part, ChildProcess box) {
        Await.until(
                "a condition like '" + part + "'",
                PATIENCE,
                () -> site.deviceStatus().path("conditions").toString().contains(part),
                () -> site.deviceStatus() + "\n" + box.text());
    }

    private static void assertStillRecording(Site site, ChildProcess box) {
        var before = site.deviceStatus().path("samplesRecorded").asLong();
        Await.until(
                "the recording to go on",
                PATIENCE,
                () -> site.deviceStatus().path("samplesRecorded").asLong() > before + 16_000,
                () -> site.deviceStatus() + "\n" + box.text());
    }

    private static void assertEnds(ChildProcess process, int exitCode, String says) {
        assertThat(process.awaitExit(PATIENCE))
                .as("exit code; it said:\n%s", process.text())
                .isEqualTo(exitCode);
        assertThat(process.text()).contains(says);
        assertThat(process.output())
                .as("no stack trace")
                .noneMatch(line -> line.strip().startsWith("at io.roomscribe"));
    }

    private static String meeting() {
        return "file:" + ProjectFolder.resolve("provisioning/demo/meeting.wav");
    }
}

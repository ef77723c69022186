package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.device.systemd.NotifySocket;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The box as a real process that fails while it starts, stands still, or is watched by systemd.
@Timeout(240)
final class CaretakerSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    private ChildProcess start(Map<String, String> environment, String... options) {
        return BoxProcess.start(folder, configuration(), environment, options);
    }

    private Path configuration() {
        try {
            return Files.writeString(
                    folder.resolve("device.conf"),
                    """
                    device.id = box-1
                    data.folder = %s
                    capture.source = file:%s
                    speech.model = %s
                    link.broker = tcp://127.0.0.1:1
                    start.failures-max = 3
                    start.stable-time = 1h
                    start.record-only-time = 1h
                    """
                            .formatted(
                                    folder.resolve("data"),
                                    ProjectFolder.resolve("provisioning/demo/meeting.wav"),
                                    ProjectFolder.resolve("device/models/vosk-model-tiny-en")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode status() {
        return BoxProcess.status(folder.resolve("data"));
    }

    private void awaitRecording(ChildProcess device, String mode) {
        Await.until(
                "the box to record in mode " + mode,
                PATIENCE,
                () ->
                        status().path("pid").asLong() == device.pid()
                                && status().path("samplesRecorded").asLong() > 0
                                && status().path("mode").asText().equals(mode),
                () -> status() + device.text());
    }

    @Test
    @Tag("P7")
    void recordsOnlyAfterTooManyFailedStartsUntilItIsToldOtherwise() {
        for (var i = 0; i < 3; i++) {
            try (var failing = start(Map.of(), "-Droomscribe.failpoint=start-halt")) {
                assertThat(failing.awaitExit(PATIENCE)).as("%s", failing.text()).isEqualTo(70);
            }
        }

        try (var careful = start(Map.of(), "-Droomscribe.failpoint=start-halt")) {
            awaitRecording(careful, "record-only");
            assertThat(status().path("conditions").findValuesAsText("code"))
                    .contains("record-only");
            assertThat(status().path("state").asText()).isEqualTo("recording");
        }
        try (var mended = start(Map.of())) {
            awaitRecording(mended, "record-only");

            assertThat(ask("everything")).isZero();

            Await.until(
                    "text again",
                    PATIENCE,
                    () ->
                            status().path("mode").asText().equals("everything")
                                    && status().path("lastSequence").asLong() > 0,
                    () -> status() + mended.text());
        }
    }

    private int ask(String command) {
        try (var asking =
                ChildProcess.java(
                        "ask",
                        folder,
                        List.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                command,
                                folder.resolve("device.conf").toString()))) {
            return asking.awaitExit(PATIENCE);
        }
    }

    @Test
    @Tag("P6")
    void endsAtOnceWithoutMemoryAndStartsCleanly() {
        try (var starved = start(Map.of(), "-Xmx48m", "-Droomscribe.failpoint=start-memory")) {
            assertThat(starved.awaitExit(PATIENCE)).as("%s", starved.text()).isEqualTo(70);
        }

        try (var again = start(Map.of())) {
            awaitRecording(again, "everything");
        }
    }

    @Test
    @Tag("P4")
    void feedsTheWatchdogWhileItRecordsAndNotWhileItStandsStill() {
        try (var systemd = NotifySocket.open(folder.resolve("notify"));
                var device =
                        start(
                                Map.of(
                                        "NOTIFY_SOCKET",
                                        systemd.path().toString(),
                                        "WATCHDOG_USEC",
                                        "2000000"))) {
            awaitFeeds(systemd, device, 2);
            assertThat(systemd.told()).contains("READY=1");

            device.suspend();
            var before = systemd.count("WATCHDOG=1");
            var from = System.nanoTime();
            Await.until(
                    "three seconds to pass",
                    PATIENCE,
                    () -> System.nanoTime() - from > Duration.ofSeconds(3).toNanos());
            assertThat(systemd.count("WATCHDOG=1")).isLessThanOrEqualTo(before + 1);
            var recorded = status().path("samplesRecorded").asLong();
            device.resume();

            awaitFeeds(systemd, device, before + 3);
            Await.until(
                    "the recording to go on",
                    PATIENCE,
                    () -> status().path("samplesRecorded").asLong() > recorded,
                    () -> status() + device.text());
            device.terminate();
            Await.until(
                    "the end to be told",
                    PATIENCE,
                    () -> systemd.told().contains("STOPPING=1"),
                    systemd::told);
        }
    }

    private static void awaitFeeds(NotifySocket systemd, ChildProcess device, long count) {
        Await.until(
                count + " feeds",
                PATIENCE,
                () -> systemd.count("WATCHDOG=1") >= count,
                () -> systemd.told() + device.text());
    }
}

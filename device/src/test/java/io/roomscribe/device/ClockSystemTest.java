package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.device.link.TestHub;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.MosquittoBroker;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real process under libfaketime: its wall clock lies, monotonic time does not.
@Timeout(180)
final class ClockSystemTest {
    private static final DeviceId DEVICE = new DeviceId("box-1");
    private static final DateTimeFormatter FAKETIME_DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void needFaketime() {
        data = folder.resolve("data");
        assumeTrue(faketime().isPresent(), "skipped: libfaketime is not installed");
    }

    @Test
    @Tag("T1")
    void boxThatBootsIn1970IsRetimedByItsHub() throws Exception {
        assumeTrue(MosquittoBroker.isInstalled(), "skipped: mosquitto is not installed");
        assumeTrue(
                !Files.exists(Path.of("/run/systemd/timesync/synchronized")),
                "skipped: this machine's clock is set by the network, and the box believes that");
        var before = Clock.systemUTC().instant();
        // libfaketime never ends a wait while the clock that it shows is behind the uptime.
        var boot = Instant.EPOCH.plus(uptime()).plus(Duration.ofDays(1));
        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE);
                var device =
                        start(
                                broker.uri().toString(),
                                Map.of("FAKETIME", "@" + FAKETIME_DATE.format(boot)))) {
            Await.until(
                    "the recording to be re-timed",
                    PATIENCE,
                    () -> retimed(hub).isPresent(),
                    device::text);

            var started = (EntryBody.RecordingStarted) hub.bodies().getFirst();
            assertThat(started.startedAt()).isBefore(boot.plus(Duration.ofDays(1)));
            assertThat(started.clock()).isEqualTo(ClockQuality.UNSYNCED);
            var retimed = retimed(hub).orElseThrow();
            assertThat(retimed.recording()).isEqualTo(started.recording());
            assertThat(retimed.clock()).isEqualTo(ClockQuality.HUB);
            assertThat(retimed.startedAt()).isBetween(before, Clock.systemUTC().instant());
            System.out.printf(
                    "began %s by the box, %s after re-timing%n",
                    started.startedAt(), retimed.startedAt());
        }
    }

    @Test
    @Tag("T2")
    void stepsOfTheClockWhileItRunsHarmNothing() throws Exception {
        var offset = Files.writeString(folder.resolve("offset"), "+0\n");
        try (var device =
                start(
                        "tcp://127.0.0.1:1",
                        Map.of(
                                "FAKETIME_TIMESTAMP_FILE",
                                offset.toString(),
                                "FAKETIME_NO_CACHE",
                                "1"))) {
            awaitSeconds(2, device);
            Files.writeString(offset, "-3600\n");
            awaitSeconds(4, device);
            Files.writeString(offset, "+31536000\n");
            awaitSeconds(6, device);

            device.terminate();
            assertThat(device.awaitExit(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(device.text()).doesNotContain("ERROR", "Recording ended reason=overrun");
        }
        try (var recordings = Recordings.open(data, "another boot")) {
            var all = recordings.list();
            assertThat(all).hasSize(1);
            assertThat(all.getFirst().samples()).isGreaterThan(6 * 16_000);
            assertThat(all.getFirst().start().gapsBefore()).isEmpty();
        }
    }

    private static Optional<EntryBody.RecordingRetimed> retimed(TestHub hub) {
        return hub.bodies().stream()
                .filter(EntryBody.RecordingRetimed.class::isInstance)
                .map(EntryBody.RecordingRetimed.class::cast)
                .findFirst();
    }

    private void awaitSeconds(int seconds, ChildProcess device) {
        Await.until(
                seconds + " s of audio",
                PATIENCE,
                () -> BoxProcess.status(data).path("samplesRecorded").asLong() >= seconds * 16_000L,
                device::text);
    }

    private static Duration uptime() throws IOException {
        var seconds = Files.readString(Path.of("/proc/uptime")).split("[. ]", 2)[0];
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static Optional<Path> faketime() {
        return List.of("x86_64-linux-gnu", "aarch64-linux-gnu").stream()
                .map(it -> Path.of("/usr/lib", it, "faketime", "libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
    }

    private ChildProcess start(String broker, Map<String, String> time) throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("device.conf"),
                        """
                        device.id = %s
                        data.folder = %s
                        capture.source = file:%s
                        speech.model = %s
                        link.broker = %s
                        """
                                .formatted(
                                        DEVICE,
                                        data,
                                        ProjectFolder.resolve("provisioning/demo/meeting.wav"),
                                        ProjectFolder.resolve("device/models/vosk-model-tiny-en"),
                                        broker));
        var environment = new HashMap<>(time);
        environment.put("LD_PRELOAD", faketime().orElseThrow().toString());
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        environment.put("TZ", "UTC");
        return BoxProcess.start(folder, file, environment);
    }
}

package io.roomscribe.device.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.health.ActiveCondition;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.health.HealthCondition;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.testkit.ManualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineWatchIT {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final HealthBoard health = new HealthBoard(ticker);
    private Optional<String> throttling = Optional.empty();
    private ClockQuality clock = ClockQuality.NTP;
    private Duration writeTime = Duration.ofMillis(20);
    private Optional<Instant> certificateEnd = Optional.empty();
    private final MachineConfig config = MachineConfig.defaults();

    @BeforeEach
    void aHealthyMachine() throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("proc")).resolve("meminfo"),
                "MemTotal:   1000000 kB\nMemFree:   9000 kB\nMemAvailable:   600000 kB\n");
        zone("thermal_zone0", "cpu-thermal", 51_200);
    }

    private void zone(String name, String type, int milliDegrees) throws IOException {
        var zone = Files.createDirectories(folder.resolve("thermal").resolve(name));
        Files.writeString(zone.resolve("type"), type + "\n");
        Files.writeString(zone.resolve("temp"), milliDegrees + "\n");
    }

    private List<String> look() {
        new MachineWatch(
                        config,
                        new MachineFacts(
                                folder.resolve("proc"),
                                folder.resolve("thermal"),
                                () -> throttling,
                                () -> clock,
                                () -> writeTime,
                                () -> certificateEnd),
                        health,
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .look();
        ticker.advance(Duration.ofMinutes(11));
        return health.active().stream()
                .map(ActiveCondition::condition)
                .map(HealthCondition::code)
                .toList();
    }

    @Test
    void saysNothingOfAHealthyMachine() {
        assertThat(look()).isEmpty();
    }

    @Test
    void saysNothingWhereNothingCanBeRead() throws IOException {
        Files.delete(folder.resolve("proc/meminfo"));
        Files.delete(folder.resolve("thermal/thermal_zone0/type"));

        assertThat(look()).isEmpty();
    }

    @Test
    void tellsAWeakPowerSupplyAlsoAfterItHappened() {
        throttling = Optional.of("throttled=0x50005");
        assertThat(look()).as("the cause hides the slow processor").containsExactly("undervoltage");

        throttling = Optional.of("throttled=0x50000");
        assertThat(look()).containsExactly("undervoltage");
        assertThat(health.active().getFirst().evidence())
                .isEqualTo("since its start: under-voltage, throttled (0x50000)");

        throttling = Optional.of("throttled=0x0");
        assertThat(look()).isEmpty();
    }

    @Test
    void tellsASlowedProcessor() {
        throttling = Optional.of("throttled=0x4");

        assertThat(look()).containsExactly("processor-throttled");
    }

    @Test
    void tellsAHotProcessorAndNoOtherHotPart() throws IOException {
        zone("thermal_zone1", "nvme", 95_000);
        assertThat(look()).isEmpty();

        zone("thermal_zone2", "soc-thermal", 82_500);
        assertThat(look()).containsExactly("too-hot");
        assertThat(health.active().getFirst().evidence()).isEqualTo("82 °C");
    }

    @Test
    @Tag("T1")
    void tellsAClockThatWasNeverSetOnlyAfterAWhile() {
        clock = ClockQuality.UNSYNCED;
        assertThat(look()).containsExactly("clock-unsynced");

        health.clear(DeviceCondition.CLOCK_UNSYNCED);
        health.raise(DeviceCondition.CLOCK_UNSYNCED, "just started");
        assertThat(health.active()).isEmpty();
    }

    @Test
    void tellsShortMemory() throws IOException {
        Files.writeString(folder.resolve("proc/meminfo"), "MemAvailable:   20000 kB\n");

        assertThat(look()).containsExactly("memory-low");
    }

    @Test
    @Tag("S10")
    void tellsSlowStorage() {
        writeTime = Duration.ofMillis(1700);

        assertThat(look()).containsExactly("storage-slow");
        assertThat(health.active().getFirst().evidence())
                .isEqualTo("the last forced write took 1700 ms");
    }

    @Test
    void tellsACertificateThatRunsOutUnlessTheClockIsWrong() {
        certificateEnd = Optional.of(NOW.plus(Duration.ofDays(3)));
        assertThat(look()).containsExactly("certificate-expires");

        clock = ClockQuality.UNSYNCED;
        assertThat(look()).containsExactly("clock-unsynced");
    }

    @Test
    void asksAToolThatAnswersFailsOrIsMissing() {
        assertThat(new Firmware(List.of("echo", "throttled=0x1")).get())
                .contains("throttled=0x1\n");
        assertThat(new Firmware(List.of("roomscribe-no-such-tool")).get()).isEmpty();
    }
}

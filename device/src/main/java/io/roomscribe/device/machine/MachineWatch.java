package io.roomscribe.device.machine;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Looks at the computer under the box every ten seconds and raises or clears its conditions. What
/// cannot be read is not judged.
///
/// Runs on one thread.
public final class MachineWatch implements Task {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration CERTIFICATE_LEFT_MIN = Duration.ofDays(14);
    private static final long MEBIBYTE = 1024 * 1024;

    private final MachineConfig config;
    private final MachineFacts facts;
    private final HealthBoard health;
    private final Clock clock;

    public MachineWatch(MachineConfig config, MachineFacts facts, HealthBoard health, Clock clock) {
        this.config = config;
        this.facts = facts;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(INTERVAL));
    }

    void look() {
        List<Supplier<List<Finding>>> looks =
                List.of(
                        this::power,
                        this::heat,
                        this::clock,
                        this::memory,
                        this::writing,
                        this::certificate);
        for (var one : looks) {
            for (var finding : one.get()) {
                finding.evidence()
                        .ifPresentOrElse(
                                evidence -> health.raise(finding.condition(), evidence),
                                () -> health.clear(finding.condition()));
            }
        }
    }

    private List<Finding> power() {
        var answer = facts.throttling().get().flatMap(Throttling::parse);
        if (answer.isEmpty()) {
            return List.of();
        }
        var throttling = answer.get();
        return List.of(
                Finding.when(
                        throttling.isUndervoltage() || throttling.wasUndervoltage(),
                        DeviceCondition.UNDERVOLTAGE,
                        throttling.describe()),
                Finding.when(
                        throttling.isSlowed(),
                        DeviceCondition.PROCESSOR_THROTTLED,
                        throttling.describe()));
    }

    private List<Finding> heat() {
        var hottest = OptionalInt.empty();
        for (var zone : processorZones()) {
            var milli = firstNumber(zone.resolve("temp"));
            if (milli.isPresent()) {
                var degrees = (int) (milli.get() / 1000);
                hottest = OptionalInt.of(Math.max(degrees, hottest.orElse(degrees)));
            }
        }
        return hottest.isEmpty()
                ? List.of()
                : List.of(
                        Finding.when(
                                hottest.getAsInt() >= config.temperatureMax(),
                                DeviceCondition.TOO_HOT,
                                hottest.getAsInt() + " °C"));
    }

    /// The zones of other parts have other limits.
    private List<Path> processorZones() {
        var zones = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(facts.thermal(), "thermal_zone*")) {
            for (var zone : all) {
                var type = Files.readString(zone.resolve("type"));
                if (type.contains("cpu") || type.contains("soc")) {
                    zones.add(zone);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return zones;
    }

    private List<Finding> clock() {
        var quality = facts.clock().get();
        return List.of(
                Finding.when(
                        !quality.isGood(),
                        DeviceCondition.CLOCK_UNSYNCED,
                        "clock says " + clock.instant()));
    }

    private List<Finding> memory() {
        try (var lines = Files.lines(facts.proc().resolve("meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .map(available ->
                            Finding.when(
                                    available < config.freeMemoryMin().bytes(),
                                    DeviceCondition.MEMORY_LOW,
                                    available / MEBIBYTE + " MiB available"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<Finding> writing() {
        var took = facts.writeTime().get();
        return List.of(
                Finding.when(
                        took.compareTo(config.writeTimeMax()) > 0,
                        DeviceCondition.STORAGE_SLOW,
                        "the last forced write took %d ms".formatted(took.toMillis())));
    }

    /// Not judged by a clock that was never set.
    private List<Finding> certificate() {
        var end = facts.certificateEnd().get();
        if (end.isEmpty() || !facts.clock().get().isGood()) {
            return List.of(Finding.good(DeviceCondition.CERTIFICATE_EXPIRES));
        }
        var left = Duration.between(clock.instant(), end.get());
        return List.of(
                Finding.when(
                        left.compareTo(CERTIFICATE_LEFT_MIN) < 0,
                        DeviceCondition.CERTIFICATE_EXPIRES,
                        left.isNegative() ? "ended " + end.get() : left.toDays() + " days left"));
    }

    private static Optional<Long> firstNumber(Path file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}

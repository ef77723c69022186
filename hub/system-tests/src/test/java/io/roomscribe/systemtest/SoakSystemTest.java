package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.testkit.LoopDisk;
import io.roomscribe.testkit.ReliabilityFigures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of fault at random over looped audio, `./roomscribe test --soak --hours N --seed S`.
/// An hour is an hour of audio, fed faster than a person speaks.
@Tag("root")
class SoakSystemTest {
    private static final double SPEED = 6;
    private static final int MEMORY_MIB_MORE_MAX = 60;
    private static final int THREADS_MORE_MAX = 15;
    private static final int FILES_MORE_MAX = 30;

    /// Of the box's database: 2.6 MiB were measured after 0.2 hours with 12 faults.
    private static final double DATABASE_MIB_MAX = 12;

    private static final double DATABASE_MIB_AN_HOUR_MAX = 12;

    @TempDir Path folder;

    @Test
    @Tag("soak")
    @EnabledIfSystemProperty(
            named = "soak.hours",
            matches = "[0-9.]+",
            disabledReason = "skipped: run it with ./roomscribe test --soak --hours N")
    void everyFaultAtRandomLosesNothing() {
        assumeTrue(LoopDisk.whyNot().isEmpty(), LoopDisk.whyNot());
        var seed = Long.getLong("seed", System.nanoTime());
        var hours = Double.parseDouble(System.getProperty("soak.hours"));
        var length = Duration.ofMillis((long) (hours * 3_600_000 / SPEED));
        var schedule = SoakSchedule.of(seed, length);
        System.out.printf(
                "soak of %.2f hours of audio in %d s, %d faults%s; again: ./roomscribe test --soak"
                        + " --hours %s --seed %d%n",
                hours,
                length.toSeconds(),
                schedule.faults().size(),
                Soak.hasFaketime() ? "" : ", clocks left alone (no libfaketime)",
                System.getProperty("soak.hours"),
                seed);
        try (var soak = new Soak(folder, SPEED, seed)) {
            soak.run(schedule, length);
            var findings = soak.finish();

            figures(soak, schedule, seed, hours, findings).write();
            assertThat(findings.violations()).isEmpty();
            assertThat(findings.lost()).isZero();
            assertThat(findings.duplicates()).isZero();
            assertThat(soak.databaseBytes() / 1024.0 / 1024)
                    .as("MiB of the box's database")
                    .isLessThan(DATABASE_MIB_MAX + hours * DATABASE_MIB_AN_HOUR_MAX);
            for (var process : List.of("box", "hub")) {
                assertFlat(process, soak.processes.first(process), soak.processes.last(process));
            }
        }
    }

    private static void assertFlat(
            String process, SoakProcesses.Sample first, SoakProcesses.Sample last) {
        System.out.println(process + " first quarter " + first + ", last quarter " + last);
        assertThat(last.memoryMiB() - first.memoryMiB())
                .as("MiB more of the %s", process)
                .isLessThan(MEMORY_MIB_MORE_MAX);
        assertThat(last.threads() - first.threads())
                .as("threads more of the %s", process)
                .isLessThan(THREADS_MORE_MAX);
        assertThat(last.files() - first.files())
                .as("open files more of the %s", process)
                .isLessThan(FILES_MORE_MAX);
    }

    private static ReliabilityFigures figures(
            Soak soak, SoakSchedule schedule, long seed, double hours, Findings findings) {
        return new ReliabilityFigures(
                "soak",
                "K1",
                schedule.faults().size(),
                seed,
                Map.of(
                        "hours", hours,
                        "entries", findings.entries(),
                        "entriesLost", findings.lost(),
                        "duplicates", findings.duplicates(),
                        "violations", findings.violations().size(),
                        "streams", findings.streams(),
                        "restarts", soak.restarts(),
                        "databaseBytes", soak.databaseBytes(),
                        "boxFirst", soak.processes.first("box").toString(),
                        "boxLast", soak.processes.last("box").toString()));
    }
}

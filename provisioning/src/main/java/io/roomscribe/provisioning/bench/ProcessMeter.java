package io.roomscribe.provisioning.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A process's processor time so far and its highest memory, as the system counts them; looked at
/// from time to time while it runs. Memory is its proportional share (`Pss`), so that pages shared
/// with another process count once.
///
/// Confined to one thread.
final class ProcessMeter {
    private final ProcessHandle process;
    private Duration cpu = Duration.ZERO;
    private long kibibytes;

    ProcessMeter(ProcessHandle process) {
        this.process = process;
    }

    /// Processor time until now.
    double cpuSeconds() {
        lookAtCpu();
        return cpu.toMillis() / 1000.0;
    }

    void look() {
        lookAtCpu();
        kibibytes = Math.max(kibibytes, memory());
    }

    private void lookAtCpu() {
        process.info()
                .totalCpuDuration()
                .ifPresent(now -> cpu = now.compareTo(cpu) > 0 ? now : cpu);
    }

    /// The highest there was.
    double memoryMiB() {
        return kibibytes / 1024.0;
    }

    private long memory() {
        try (var lines =
                Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            // It has just ended, or this is not Linux.
            return 0;
        }
    }
}

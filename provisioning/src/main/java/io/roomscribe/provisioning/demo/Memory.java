package io.roomscribe.provisioning.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Highest resident memory and processor time of the processes, sampled while they run.
///
/// Confined to the demo's main thread.
final class Memory {
    /// Who is measured: the box, its child, the hub, its child.
    enum Part {
        DEVICE,
        WORKER,
        HUB,
        LANGUAGE_MODEL
    }

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Map<Part, Long> peakKibibytes = new EnumMap<>(Part.class);
    private final Map<Part, Duration> processorTime = new EnumMap<>(Part.class);

    void sample(ProcessHandle process, Part own, Part children) {
        take(own, process);
        process.children().forEach(child -> take(children, child));
    }

    /// In MiB, 0 when it never ran or this system does not tell.
    long mebibytes(Part part) {
        return peakKibibytes.getOrDefault(part, 0L) / 1024;
    }

    Duration processorTime(Part part) {
        return processorTime.getOrDefault(part, Duration.ZERO);
    }

    private void take(Part part, ProcessHandle process) {
        peakKibibytes.merge(part, resident(process.pid()), Math::max);
        process.info()
                .totalCpuDuration()
                .ifPresent(time ->
                        processorTime.merge(part, time, (a, b) -> a.compareTo(b) > 0 ? a : b));
    }

    private static long resident(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        try {
            if (Files.isReadable(status)) {
                var matcher = RESIDENT.matcher(Files.readString(status));
                return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
            }
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            return Long.parseLong(
                    new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip());
        } catch (IOException | NumberFormatException e) {
            return 0; // It has just ended, or there is no ps (Windows).
        }
    }
}

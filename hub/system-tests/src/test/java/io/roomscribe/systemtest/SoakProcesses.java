package io.roomscribe.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// Memory, threads and open files of processes over time, so that the first quarter of a soak can
/// be held against its last.
///
/// Confined to the test's thread.
final class SoakProcesses {
    private static final long INTERVAL_NANOS = 2_000_000_000L;

    /// @param memoryMiB resident
    record Sample(long memoryMiB, long threads, long files) {}

    private final Map<String, List<Sample>> samples = new TreeMap<>();
    private final Map<String, Long> lookedNanos = new TreeMap<>();

    /// Looks at a process, at most every two seconds.
    void look(String name, long pid) {
        var now = System.nanoTime();
        if (now - lookedNanos.getOrDefault(name, now - INTERVAL_NANOS) < INTERVAL_NANOS) {
            return;
        }
        lookedNanos.put(name, now);
        try {
            var folder = Path.of("/proc", Long.toString(pid));
            samples.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(
                            new Sample(
                                    memory(folder.resolve("status")),
                                    count(folder.resolve("task")),
                                    count(folder.resolve("fd"))));
        } catch (IOException e) {
            // It has just ended.
            return;
        }
    }

    private static long memory(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static long count(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.count();
        }
    }

    /// Median over the first quarter of the time.
    Sample first(String name) {
        var all = samples.getOrDefault(name, List.of());
        return median(all.subList(0, Math.max(1, all.size() / 4)));
    }

    /// Median over the last quarter.
    Sample last(String name) {
        var all = samples.getOrDefault(name, List.of());
        return median(all.subList(all.size() - Math.max(1, all.size() / 4), all.size()));
    }

    private static Sample median(List<Sample> some) {
        return new Sample(
                median(some, Sample::memoryMiB),
                median(some, Sample::threads),
                median(some, Sample::files));
    }

    private static long median(List<Sample> some, ToLongFunction<Sample> value) {
        return some.stream().mapToLong(value).sorted().toArray()[some.size() / 2];
    }
}

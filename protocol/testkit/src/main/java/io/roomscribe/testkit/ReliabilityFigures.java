package io.roomscribe.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a campaign measured, kept as `target/reliability/<name>.json` in the project's root, from
/// where `docs/reliability.md` is written. Every file says when, at which commit and on which
/// machine it was measured.
///
/// Immutable.
///
/// @param row of the fault catalogue
/// @param trials how often the fault was injected
/// @param values figures by name; a duration's name ends in `Seconds`
public record ReliabilityFigures(
        String name, String row, int trials, long seed, Map<String, Object> values) {

    public ReliabilityFigures {
        values = Map.copyOf(values);
    }

    /// Folder of all figures.
    public static Path folder() {
        return ProjectFolder.root().resolve("target/reliability");
    }

    /// Keeps them; those of a longer run of the same commit are not replaced by a shorter one.
    public void write() {
        var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        var all = new TreeMap<String, Object>(values);
        all.put("name", name);
        all.put("row", row);
        all.put("trials", trials);
        all.put("seed", seed);
        all.put("measuredAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("commit", output("git", "rev-parse", "--short=12", "HEAD"));
        all.put("machine", machine());
        try {
            var file = Files.createDirectories(folder()).resolve(name + ".json");
            if (Files.exists(file)) {
                var before = json.readTree(file.toFile());
                if (before.path("commit").asText().equals(all.get("commit"))
                        && before.path("trials").asInt() > trials) {
                    return;
                }
            }
            Files.write(file, json.writeValueAsBytes(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String machine() {
        return "%d x %s, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version().feature());
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String output(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .directory(ProjectFolder.root().toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /// The middle one, 0 of none.
    public static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : round(sorted[sorted.length / 2]);
    }

    /// The largest, 0 of none.
    public static double max(List<Double> values) {
        return round(values.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}

package io.roomscribe.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Writes figures down as `docs/reliability.md` has them.
final class ReliabilityDocument {
    private static final String CAMPAIGN = "lossSecondsMax";
    private static final Map<String, String> TITLES =
            Map.of(
                    "kill", "kill -9 of the box",
                    "power-cut", "power cut, race-free",
                    "shutdown", "file system shut down in use",
                    "soak", "random faults of every kind",
                    "disk-writes", "written to the disk",
                    "microphone-alarm", "microphone alarm",
                    "offline", "long outage",
                    "reconnect-storm", "everybody comes back at once");
    private static final Set<String> EVERYWHERE =
            Set.of("name", "row", "trials", "seed", "measuredAt", "commit", "machine");

    private ReliabilityDocument() {}

    /// @param figures as [io.roomscribe.testkit.ReliabilityFigures] keeps them, in any order
    static String of(List<JsonNode> figures) {
        var text = new StringBuilder("\n");
        text.append(
                "| row | fault | trials | entries stored | lost | twice | audio lost: worst, median"
                        + " | recording again: worst, median | seed |\n");
        text.append("|---|---|---|---|---|---|---|---|---|\n");
        figures.stream().filter(ReliabilityDocument::isCampaign).forEach(one -> row(text, one));
        text.append("\n| row | figure | values |\n|---|---|---|\n");
        figures.stream().filter(one -> !isCampaign(one)).forEach(one -> text.append(other(one)));
        var missing = new TreeSet<>(TITLES.keySet());
        figures.forEach(one -> missing.remove(one.path("name").asText()));
        if (!missing.isEmpty()) {
            text.append("\nNot measured in this run: ")
                    .append(missing.stream().map(TITLES::get).collect(Collectors.joining("; ")))
                    .append(".\n");
        }
        text.append('\n');
        for (var one : figures) {
            text.append(
                    "- %s: commit %s, %s, on %s\n"
                            .formatted(
                                    title(one),
                                    one.path("commit").asText(),
                                    one.path("measuredAt").asText(),
                                    one.path("machine").asText()));
        }
        return text.append('\n').toString();
    }

    private static boolean isCampaign(JsonNode one) {
        return one.has(CAMPAIGN);
    }

    private static String title(JsonNode one) {
        var name = one.path("name").asText();
        return TITLES.getOrDefault(name, name);
    }

    private static void row(StringBuilder text, JsonNode one) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d | %d | %d | %.2f s, %.2f s | %.1f s, %.1f s | %d |\n",
                        one.path("row").asText(),
                        title(one),
                        one.path("trials").asInt(),
                        one.path("entries").asLong(),
                        one.path("entriesLost").asLong(),
                        one.path("duplicates").asLong(),
                        one.path(CAMPAIGN).asDouble(),
                        one.path("lossSecondsMedian").asDouble(),
                        one.path("recoverySecondsMax").asDouble(),
                        one.path("recoverySecondsMedian").asDouble(),
                        one.path("seed").asLong()));
    }

    private static String other(JsonNode one) {
        var values =
                one.properties().stream()
                        .filter(field -> !EVERYWHERE.contains(field.getKey()))
                        .map(field -> words(field.getKey()) + " " + field.getValue().asText())
                        .collect(Collectors.joining(", "));
        return "| %s | %s, %s trials | %s |\n"
                .formatted(
                        one.path("row").asText(), title(one), one.path("trials").asText(), values);
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}

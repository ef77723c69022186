package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.GeneratedSection;
import io.roomscribe.testkit.ProjectFolder;
import io.roomscribe.testkit.ReliabilityFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/reliability.md` says what was measured: `./roomscribe test --reliability` writes it.
class ReliabilityDocumentIT {
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| ([A-Z]\\d+) \\| [^|]+ \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| ([0-9.]+) s, .*$",
                    Pattern.MULTILINE);

    @Test
    void theDocumentKeepsThePromises() throws IOException {
        var generated = ReliabilityDocument.of(figures());
        var section =
                new GeneratedSection(ProjectFolder.resolve("docs/reliability.md"), "reliability");

        var text = section.textFor(generated);

        var rows = ROW.matcher(text).results().toList();
        assertThat(rows).extracting(row -> row.group(1)).contains("P1", "S2");
        for (var row : rows) {
            assertThat(Long.parseLong(row.group(3))).as("entries of " + row.group()).isPositive();
            assertThat(row.group(4)).as("lost of " + row.group()).isEqualTo("0");
            assertThat(row.group(5)).as("twice of " + row.group()).isEqualTo("0");
            assertThat(Double.parseDouble(row.group(6))).as(row.group()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void namesWhatWasNotMeasured() throws IOException {
        var kill =
                new ObjectMapper()
                        .readTree(
                                """
                                {"name": "kill", "row": "P1", "trials": 200, "entries": 900,
                                 "entriesLost": 1, "duplicates": 2, "lossSecondsMax": 0.5,
                                 "lossSecondsMedian": 0.08, "recoverySecondsMax": 3.1,
                                 "recoverySecondsMedian": 1.2, "seed": 7, "commit": "abc",
                                 "measuredAt": "2026-11-22T18:00:00Z", "machine": "a box"}
                                """);

        assertThat(ReliabilityDocument.of(List.of(kill)))
                .contains(
                        "| P1 | kill -9 of the box | 200 | 900 | 1 | 2 | 0.50 s, 0.08 s | 3.1 s,"
                                + " 1.2 s | 7 |")
                .contains("Not measured in this run: ")
                .contains("power cut, race-free");
    }

    private static List<JsonNode> figures() throws IOException {
        var all = new ArrayList<JsonNode>();
        if (Files.isDirectory(ReliabilityFigures.folder())) {
            try (var files = Files.list(ReliabilityFigures.folder())) {
                for (var file :
                        files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
                    all.add(new ObjectMapper().readTree(file.toFile()));
                }
            }
        }
        return all;
    }
}

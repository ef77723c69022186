package io.roomscribe.provisioning.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every row of the fault catalogue has a test that carries its id, or a reason why not.
final class FaultCatalogueIT {
    private static final Pattern ROW =
            Pattern.compile("^\\| ([A-Z]\\d+) \\|[^|]+\\|[^|]+\\|[^|]+\\|$", Pattern.MULTILINE);
    private static final Pattern REASON =
            Pattern.compile("^\\| ([A-Z]\\d+) \\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]\\d+)\"\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void everyRowHasATestOrAReason() throws IOException {
        var rows = find(ROW, catalogue());
        var reasons = find(REASON, catalogue());
        var tags = tags();

        assertThat(rows).as("rows of docs/faults.md").hasSizeGreaterThan(40);
        var unproven = new TreeSet<>(rows);
        unproven.removeAll(tags);
        assertThat(unproven).as("rows without a test have a reason").isEqualTo(reasons);
        assertThat(reasons).as("rows without a test have none").doesNotContainAnyElementsOf(tags);
        assertThat(tags).as("tags of tests name rows of docs/faults.md").isSubsetOf(rows);
    }

    @Test
    void theLauncherListsTheTestsOfEachRow() {
        try (var launcher = launcher("test", "--faults")) {
            assertThat(launcher.awaitExit(PATIENCE)).as(launcher.text()).isZero();
            assertThat(launcher.output())
                    .anyMatch(line -> line.startsWith("P1  "))
                    .anyMatch(line -> line.contains("hub/system-tests  KillSystemTest."))
                    .doesNotContain("      no test yet");
        }
    }

    @Test
    void anUnknownRowIsWrongUsageAndNamesTheRows() {
        try (var launcher = launcher("test", "--fault", "X9")) {
            assertThat(launcher.awaitExit(PATIENCE)).isEqualTo(2);
            assertThat(launcher.text()).contains("no row 'X9'").contains("P1 P2 P3");
        }
    }

    private ChildProcess launcher(String... arguments) {
        var command = new ArrayList<String>();
        command.add(ProjectFolder.resolve("roomscribe").toString());
        command.addAll(List.of(arguments));
        return ChildProcess.start(
                "launcher", folder, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    private static String catalogue() throws IOException {
        return Files.readString(ProjectFolder.resolve("docs/faults.md"));
    }

    private static Set<String> tags() throws IOException {
        var tags = new TreeSet<String>();
        for (var module : List.of("protocol", "device", "hub", "provisioning")) {
            try (var files = Files.walk(ProjectFolder.resolve(module))) {
                var sources =
                        files.filter(file -> file.toString().contains("/src/test/java/"))
                                .filter(file -> file.toString().endsWith(".java"))
                                .collect(Collectors.toList());
                for (var source : sources) {
                    tags.addAll(find(TAG, Files.readString(source)));
                }
            }
        }
        return tags;
    }

    private static Set<String> find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.roomscribe.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.console.Console;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the README tells people to type exists, with the options it names.
final class ReadmeIT {
    private static final Set<String> LAUNCHER = Set.of("test", "run", "build");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static String readme() {
        try {
            return Files.readString(ProjectFolder.resolve("README.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<String> commands() {
        return readme().lines()
                .filter(line -> line.startsWith("./roomscribe "))
                .map(line -> line.replaceFirst("\\s+#.*", ""));
    }

    private static int execute(List<String> arguments, StringWriter err) {
        var console =
                new Console(
                        new PrintWriter(new StringWriter()), new PrintWriter(err), false, false);
        return new RoomscribeCommand(console, Main.subcommands(console))
                .execute(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsUnderstood(String command) throws IOException {
        var arguments =
                new ArrayList<>(
                        Arrays.asList(command.split(" ")).subList(1, command.split(" ").length));
        if (LAUNCHER.contains(arguments.getFirst())) {
            var launcher = Files.readString(ProjectFolder.resolve("roomscribe"));
            arguments.removeIf(argument -> !argument.startsWith("--"));
            assertThat(arguments).allMatch(option -> launcher.contains("      " + option));
            return;
        }
        var err = new StringWriter();
        arguments.add("--help");

        assertThat(execute(arguments, err)).as("%s: %s", command, err).isZero();
    }

    @Test
    void aCommandThatDoesNotExistWouldBeFound() {
        var err = new StringWriter();

        assertThat(execute(List.of("demo", "--sped", "4", "--help"), err)).isEqualTo(2);
    }

    @Test
    void thereAreCommandsToCheck() {
        assertThat(commands().count()).isGreaterThan(8);
    }

    @Test
    void isShortAndEveryFileItLinksToIsThere() {
        assertThat(readme().lines().count()).isLessThan(150);
        assertThat(LINK.matcher(readme()).results().map(link -> link.group(1)))
                .allMatch(link -> Files.exists(ProjectFolder.resolve(link)));
    }
}

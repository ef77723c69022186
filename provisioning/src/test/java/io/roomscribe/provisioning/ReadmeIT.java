package io.roomscribe.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import picocli.CommandLine.ParameterException;

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

    private static void parse(List<String> arguments) {
        var nowhere = new PrintWriter(new StringWriter());
        var console = new Console(nowhere, nowhere, false, false);
        new RoomscribeCommand(console, Main.subcommands(console))
                .parse(arguments.toArray(String[]::new));
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
        assertThatNoException().as(command).isThrownBy(() -> parse(arguments));
    }

    @Test
    void anOptionThatDoesNotExistWouldBeFound() {
        assertThatThrownBy(() -> parse(List.of("demo", "--sped", "4")))
                .isInstanceOf(ParameterException.class);
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

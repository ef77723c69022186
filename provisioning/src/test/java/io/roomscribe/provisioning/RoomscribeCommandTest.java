package io.roomscribe.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class RoomscribeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console =
            new Console(new PrintWriter(out), new PrintWriter(err), false, false);

    @Command(name = "fetch")
    private final class Fetch implements Callable<Integer> {
        @Option(names = "--from", required = true)
        private String from;

        @Override
        public Integer call() {
            switch (from) {
                case "hub" ->
                        throw new CommandException(
                                ExitCode.UNREACHABLE,
                                "the hub does not answer",
                                "start it with './roomscribe run hub hub.conf'");
                default -> console.answer(from);
            }
            return ExitCode.OK.number();
        }
    }

    private int execute(String... arguments) {
        return new RoomscribeCommand(console, Map.of("fetch", new Fetch())).execute(arguments);
    }

    @Test
    void answersOnStdoutAndEndsWithZero() {
        assertThat(execute("fetch", "--from", "here")).isZero();

        assertThat(out).hasToString("here" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aFailureIsOneLineThatEndsWithTheCure() {
        assertThat(execute("fetch", "--from", "hub")).isEqualTo(3);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "roomscribe: the hub does not answer; start it with './roomscribe run hub"
                                + " hub.conf'");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongUsageNamesTheHelpToRead() {
        assertThat(execute("fetch")).isEqualTo(2);

        assertThat(err.toString()).contains("--from").contains("roomscribe fetch --help");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(execute("fly")).isEqualTo(2);

        assertThat(err.toString()).contains("fly").contains("roomscribe --help");
    }
}

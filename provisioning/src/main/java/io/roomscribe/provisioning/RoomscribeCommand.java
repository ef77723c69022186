package io.roomscribe.provisioning;

import io.roomscribe.protocol.supervision.Failure;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The root command: runs the subcommand and turns what it throws into one line and an exit code.
///
/// Confined to the main thread.
@Command(
        name = "roomscribe",
        mixinStandardHelpOptions = true,
        version = "roomscribe 0.1.0",
        description = "Writes down what is said in a room and turns it into minutes.",
        synopsisSubcommandLabel = "<command>",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage",
            "3:something could not be reached",
            "4:refused"
        })
public final class RoomscribeCommand {
    private final CommandLine line;
    private final Console console;

    /// @param subcommands picocli commands by name, in the order of the help screen
    public RoomscribeCommand(Console console, Map<String, Object> subcommands) {
        this.console = console;
        this.line = new CommandLine(this);
        subcommands.forEach(line::addSubcommand);
        line.setOut(console.answers())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, arguments) -> refuse(e))
                .setExecutionExceptionHandler((e, command, parsed) -> report(e));
    }

    /// Whether the arguments mean something, without doing it.
    ///
    /// @throws ParameterException when they do not
    void parse(String... arguments) {
        var _ = line.parseArgs(arguments);
    }

    public int execute(String... arguments) {
        return line.execute(arguments);
    }

    private int refuse(ParameterException e) {
        var name = e.getCommandLine().getCommandSpec().qualifiedName();
        console.note("roomscribe: %s; see './%s --help'".formatted(e.getMessage(), name));
        return ExitCode.USAGE.number();
    }

    private int report(Exception e) throws Exception {
        if (e instanceof Failure) {
            console.note("roomscribe: " + e.getMessage());
            return e instanceof CommandException command
                    ? command.exitCode().number()
                    : ExitCode.FAILED.number();
        }
        throw e;
    }
}

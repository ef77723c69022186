package io.roomscribe.provisioning.manual;

import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `roomscribe man`: the manual page.
@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the manual page of all commands.",
            "",
            "To read it:    ./roomscribe man | man -l -",
            "To install it: ./roomscribe man > ~/.local/share/man/man1/roomscribe.1"
        })
public final class ManCommand implements Callable<Integer> {
    private final Console console;

    @Spec private CommandSpec spec;

    public ManCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.answer(ManPage.of(spec.root()));
        return ExitCode.OK.number();
    }
}

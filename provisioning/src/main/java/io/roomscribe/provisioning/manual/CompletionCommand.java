package io.roomscribe.provisioning.manual;

import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `roomscribe completion`: a script by which bash and zsh complete commands and options.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that lets bash and zsh complete the commands and options of roomscribe.",
            "",
            "For this shell:  source <(./roomscribe completion)",
            "For all of them: ./roomscribe completion > ~/.local/share/bash-completion/completions/roomscribe"
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec private CommandSpec spec;

    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.answer(AutoComplete.bash("roomscribe", spec.root().commandLine()));
        return ExitCode.OK.number();
    }
}

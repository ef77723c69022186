package io.roomscribe.provisioning.models;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The noun of the commands about models.
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Speech, speaker and language models: what there is, fetching, checking.",
        synopsisSubcommandLabel = "<verb>")
public final class ModelsCommand {
    private ModelsCommand() {}

    /// With its verbs.
    public static CommandLine line(Console console, ModelsPlaces places, Ticker ticker) {
        var catalogue = Catalogue.read();
        return new CommandLine(new ModelsCommand())
                .addSubcommand("list", new ModelsListCommand(console, places, catalogue))
                .addSubcommand(
                        "install",
                        new ModelsInstallCommand(
                                console, places, catalogue, Pip.ofThisMachine(), ticker))
                .addSubcommand("push", new ModelsPushCommand(console, places, catalogue, ticker))
                .addSubcommand("verify", new ModelsVerifyCommand(console, places, catalogue))
                .addSubcommand("remove", new ModelsRemoveCommand(console, places, catalogue));
    }
}

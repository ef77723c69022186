package io.roomscribe.provisioning.models;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `roomscribe models remove`: takes an installed model off this machine.
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Deletes an installed model and what was fetched of it. Bundled ones stay.")
final class ModelsRemoveCommand implements Callable<Integer> {
    private final Console console;
    private final ModelsPlaces places;
    private final Catalogue catalogue;

    @Mixin private ModelsOptions options = new ModelsOptions();

    @Parameters(paramLabel = "MODEL", description = "its id, see './roomscribe models list'")
    private String id = "";

    ModelsRemoveCommand(Console console, ModelsPlaces places, Catalogue catalogue) {
        this.console = console;
        this.places = places;
        this.catalogue = catalogue;
    }

    @Override
    public Integer call() {
        var model = catalogue.model(id);
        var folder = options.folder(places);
        var wasThere = Files.exists(folder.place(model));
        try {
            folder.remove(model);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot delete %s: %s".formatted(folder.place(model), e.getMessage()),
                    "check its owner",
                    e);
        }
        console.answer(wasThere ? id + " is removed" : id + " was not installed");
        return ExitCode.OK.number();
    }
}

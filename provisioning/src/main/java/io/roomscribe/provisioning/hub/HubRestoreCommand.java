package io.roomscribe.provisioning.hub;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe hub restore`: makes a hub's folder of a backup.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a hub's data folder of a backup, whole or not at all, and never over another hub.",
            "",
            "The restored hub has a new epoch, by which the boxes notice: they send again what it"
                    + " lacks, as far back as their replay window. What was forgotten on request"
                    + " between the backup and now is in the backup still: forget it again where no"
                    + " box sends it."
        },
        footer = {
            "",
            "--json: {folder, madeAt, files, bytes, boxes, meetings, segments, identity}"
        })
public final class HubRestoreCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the backup")
    private Path file;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "the hub's data folder to be made; not there yet, or empty")
    private Path hubFolder;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "a file whose first line is the passphrase (default: ask for it)")
    private Optional<Path> keyFile;

    @Option(names = "--dry-run", description = "say what would be made")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public HubRestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        if (dryRun) {
            console.answer("would make %s of %s".formatted(hubFolder.toAbsolutePath(), file));
            return ExitCode.OK.number();
        }
        var passphrase = HubBackups.passphrase(keyFile, false);
        var answer =
                HubBackups.run(
                        passphrase, List.of("restore", hubFolder.toString(), file.toString()));
        if (json) {
            console.answerJson(HubBackups.about("folder", hubFolder, answer));
            return ExitCode.OK.number();
        }
        console.answer(
                "%s is the hub of %s: %d boxes, %d meetings, %d segments."
                        .formatted(
                                hubFolder,
                                answer.path("madeAt").asText(),
                                answer.path("boxes").asLong(),
                                answer.path("meetings").asLong(),
                                answer.path("segments").asLong()));
        var configuration = hubFolder.resolve("configuration");
        if (Files.isDirectory(configuration)) {
            console.note("Its configuration file is in " + configuration);
        }
        console.note(
                "Next: start the hub with 'data.folder = %s'. On another machine, tell boxes where it is now: './roomscribe hub init --hub-folder %s --name NAME'"
                        .formatted(hubFolder.toAbsolutePath(), hubFolder));
        return ExitCode.OK.number();
    }

    private void check() {
        if (!Files.isReadable(file)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read " + file,
                    "give a file that 'roomscribe hub backup' wrote");
        }
        try {
            if (Files.exists(hubFolder) && !isEmpty(hubFolder)) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        hubFolder + " is there already",
                        "a hub is never restored over another; move that folder away or give another"
                                + " one");
            }
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot look into " + hubFolder,
                    "give another folder with --hub-folder",
                    e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        }
    }
}

package io.roomscribe.provisioning.hub;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe hub backup`: everything of a hub that cannot be made anew, in one encrypted file.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a hub's database, its identity and what else its folder holds into one encrypted"
                    + " file. The hub may be running and goes on; the database is as of one moment."
                    + " The backup is restored into a folder, which goes again, before it gets its"
                    + " name.",
            "",
            "Left out is what the hub makes anew: search index, the broker's messages. Speech and"
                    + " language models are not in the hub's folder. Run it on the hub's machine as the"
                    + " hub's user.",
            "",
            "The format is age with a passphrase (age-encryption.org/v1) around a zip file, so"
                    + " 'age --decrypt' opens it without Roomscribe."
        },
        footer = {
            "",
            "--json: {file, madeAt, files, bytes, boxes, meetings, segments, identity}, as counted in",
            "what was restored; bytes before compression."
        })
public final class HubBackupCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the backup to write; may not be there yet")
    private Path file;

    @Option(
            names = "--hub-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "the hub's data folder")
    private Path hubFolder;

    @Option(
            names = "--configuration",
            paramLabel = "FILE",
            description = "the hub's configuration file, to put it into the backup too")
    private Optional<Path> configuration;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "a file whose first line is the passphrase (default: ask for it)")
    private Optional<Path> keyFile;

    @Option(names = "--dry-run", description = "say what would be written")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public HubBackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        if (dryRun) {
            console.answer(
                    "would write %s to %s, encrypted".formatted(hubFolder.toAbsolutePath(), file));
            return ExitCode.OK.number();
        }
        var passphrase = HubBackups.passphrase(keyFile, true);
        console.note("Copying, encrypting, and restoring it to see that it is good ...");
        var arguments = new ArrayList<>(List.of("backup", hubFolder.toString(), file.toString()));
        configuration.ifPresent(one -> arguments.add(one.toString()));
        var answer = HubBackups.run(passphrase, arguments);
        if (json) {
            console.answerJson(HubBackups.about("file", file, answer));
            return ExitCode.OK.number();
        }
        console.answer(
                "%s: %d files, %s, with %d boxes, %d meetings, %d segments; restored once and good."
                        .formatted(
                                file,
                                answer.path("files").asInt(),
                                HubBackups.size(answer.path("bytes").asLong()),
                                answer.path("boxes").asLong(),
                                answer.path("meetings").asLong(),
                                answer.path("segments").asLong()));
        if (!answer.path("identity").asBoolean()) {
            console.note("This hub has no identity yet; make it with './roomscribe hub init'.");
        }
        if (configuration.isEmpty()) {
            console.note("The configuration file is not in it; add it with --configuration FILE.");
        }
        console.note(
                "Without the passphrase nobody can open it. Back again: './roomscribe hub restore %s --hub-folder FOLDER'"
                        .formatted(file));
        return ExitCode.OK.number();
    }

    private void check() {
        if (Files.exists(file)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    file + " is there already",
                    "give another name; nothing is ever overwritten");
        }
        if (!Files.exists(hubFolder.resolve("hub.mv.db"))) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "there is no hub's database in " + hubFolder,
                    "give the folder that 'data.folder' names in the hub's configuration");
        }
        configuration
                .filter(one -> !Files.isReadable(one))
                .ifPresent(one -> {
                    throw new CommandException(
                            ExitCode.FAILED,
                            "cannot read " + one,
                            "give the file that the hub is started with to --configuration");
                });
    }
}

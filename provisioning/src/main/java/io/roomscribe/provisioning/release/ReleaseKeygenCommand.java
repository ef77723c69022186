package io.roomscribe.provisioning.release;

import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.release.SigningKey;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roomscribe release keygen`: makes a key that releases are signed with.
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an Ed25519 key that releases are signed with, and shows its public half, which"
                    + " belongs into 'update.keys' of every box.",
            "",
            "Run it on a computer without a network and keep the file there. Whoever has it can run"
                    + " anything on your boxes. To change keys, give the boxes both, then the new"
                    + " one alone."
        })
public final class ReleaseKeygenCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "where the secret key goes; must not exist")
    private Path file;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    public ReleaseKeygenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (Files.exists(file)) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s exists already".formatted(file),
                    "name another file; a key that is lost cannot be made again");
        }
        var key = SigningKey.make();
        try {
            DurableFiles.replacePrivate(
                    file.toAbsolutePath(), key.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write %s (%s)".formatted(file, e.getClass().getSimpleName()),
                    "name a file in a folder that exists",
                    e);
        }
        if (json) {
            console.answerJson(Map.of("file", file.toString(), "key", key.open().value()));
        } else {
            console.answer("update.keys = " + key.open());
            console.note("The secret key is in %s; keep it off the network.".formatted(file));
        }
        return ExitCode.OK.number();
    }
}

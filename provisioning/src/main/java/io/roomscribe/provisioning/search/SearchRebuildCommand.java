package io.roomscribe.provisioning.search;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `roomscribe search rebuild`: has the hub make its search index anew.
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the hub's search index anew from its database. A running hub begins within a second"
                    + " and goes on answering searches meanwhile; a stopped one does it when it starts.",
            ""
        })
public final class SearchRebuildCommand implements Callable<Integer> {
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 200;

    private final Console console;
    private final Ticker ticker;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description = "the hub's data folder, as in its 'data.folder'")
    private Path folder;

    public SearchRebuildCommand(Console console, Ticker ticker) {
        this.console = console;
        this.ticker = ticker;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.exists(folder.resolve("hub.mv.db"))) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "there is no hub's database in " + folder,
                    "give the folder that 'data.folder' names in the hub's configuration");
        }
        var mark = folder.resolve("search/rebuild");
        lay(mark);
        var laidNanos = ticker.nanos();
        while (Files.exists(mark) && ticker.since(laidNanos).compareTo(TAKEN_WITHIN) < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
        if (Files.exists(mark)) {
            console.answer(
                    "No hub runs in this folder. It makes its search index anew when it starts.");
            return ExitCode.OK.number();
        }
        while (Files.exists(mark.resolveSibling("rebuilding"))) {
            Thread.sleep(LOOK_MILLIS);
        }
        console.answer(
                "The search index was made anew in %d s; vectors follow when the hub is idle."
                        .formatted(ticker.since(laidNanos).toSeconds()));
        return ExitCode.OK.number();
    }

    private static void lay(Path mark) {
        try {
            Files.createDirectories(mark.getParent());
            Files.writeString(mark, "");
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot write " + mark,
                    "run it as the user whom the hub runs as",
                    e);
        }
    }
}

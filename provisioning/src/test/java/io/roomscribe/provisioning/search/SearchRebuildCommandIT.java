package io.roomscribe.provisioning.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SearchRebuildCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();
    @TempDir private Path folder;

    /// Every look at the clock is ten seconds later.
    private int rebuild() {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new SearchCommand())
                        .addSubcommand(
                                "rebuild",
                                new SearchRebuildCommand(
                                        console,
                                        () -> nanos.addAndGet(Duration.ofSeconds(10).toNanos())));
        return new RoomscribeCommand(console, Map.of("search", noun))
                .execute("search", "rebuild", folder.toString());
    }

    @Test
    void leavesAMarkForAHubThatDoesNotRun() throws IOException {
        Files.createFile(folder.resolve("hub.mv.db"));

        assertThat(rebuild()).isZero();

        assertThat(out.toString()).contains("when it starts");
        assertThat(folder.resolve("search/rebuild")).exists();
    }

    @Test
    void refusesAFolderThatIsNoHubs() {
        assertThat(rebuild()).isOne();

        assertThat(err.toString()).contains("data.folder");
        assertThat(folder.resolve("search")).doesNotExist();
    }
}

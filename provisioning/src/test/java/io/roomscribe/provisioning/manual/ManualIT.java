package io.roomscribe.provisioning.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.hub.HubBackupCommand;
import io.roomscribe.provisioning.hub.HubCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ManualIT {
    private final StringWriter out = new StringWriter();
    @TempDir private Path folder;

    private String run(String command) {
        var console = new Console(new PrintWriter(out), new PrintWriter(out), false, false);
        var commands = new LinkedHashMap<String, Object>();
        commands.put(
                "hub",
                new CommandLine(new HubCommand())
                        .addSubcommand("backup", new HubBackupCommand(console)));
        commands.put("completion", new CompletionCommand(console));
        commands.put("man", new ManCommand(console));
        assertThat(new RoomscribeCommand(console, commands).execute(command)).isZero();
        return out.toString();
    }

    /// What bash offers after `roomscribe hub backup --key-` and a tab.
    @Test
    void bashCompletesOptions() throws Exception {
        var script = folder.resolve("completion");
        Files.writeString(
                script,
                run("completion")
                        + """

                        COMP_WORDS=(roomscribe hub backup --key-)
                        COMP_CWORD=3
                        COMP_LINE='roomscribe hub backup --key-'
                        COMP_POINT=${#COMP_LINE}
                        _complete_roomscribe
                        echo "offered: ${COMPREPLY[*]}"
                        """);

        var bash = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
        var said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("offered: --key-file");
    }

    @Test
    void theManualPageHasEveryCommandWithItsOptions() {
        assertThat(run("man"))
                .startsWith(".TH ROOMSCRIBE 1")
                .contains(".SS roomscribe hub backup", "\\fB\\-\\-key\\-file\\fR \\fIFILE\\fR")
                .contains(".SS roomscribe completion", ".SH EXIT STATUS")
                .doesNotContain("%n");
    }
}

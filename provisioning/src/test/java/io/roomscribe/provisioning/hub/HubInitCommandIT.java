package io.roomscribe.provisioning.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class HubInitCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    private int init(String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new HubCommand())
                        .addSubcommand(
                                "init",
                                new HubInitCommand(console, Clock.systemUTC(), new SecureRandom()));
        var arguments = new ArrayList<>(List.of("hub", "init", "--hub-folder", folder.toString()));
        arguments.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("hub", noun))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void tellsWhatItMadeAndWhatToDoNext() {
        assertThat(init("--name", "hub.example", "--name", "10.1.2.3")).isZero();

        assertThat(out.toString())
                .contains("root-1   made", "root-2   made", "server   made")
                .contains("the hub as hub.example, 10.1.2.3")
                .containsPattern("(?m)^  sha256:[0-9a-f]{64}$");
        assertThat(err.toString()).contains("./roomscribe device claim ROOM");
        assertThat(out + "" + err).doesNotContain("PRIVATE");
    }

    @Test
    void runningItAgainKeepsNamesAndKeys() throws IOException {
        init("--name", "hub.example");
        var before = Files.readString(folder.resolve("identity/server.crt"));

        assertThat(init()).isZero();

        assertThat(out.toString()).contains("server   was there", "the hub as hub.example");
        assertThat(Files.readString(folder.resolve("identity/server.crt"))).isEqualTo(before);
    }

    @Test
    void theFirstAdminGetsAPasswordOnce() throws IOException {
        init("--name", "hub.example");

        var shown = Pattern.compile("one-time password '([a-z2-9-]{23})'").matcher(out.toString());
        assertThat(shown.find()).isTrue();
        var file = folder.resolve("first-admin");
        assertThat(file).hasContent(shown.group(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        init();
        assertThat(out.toString()).doesNotContain("one-time password");
        assertThat(file).hasContent(shown.group(1));
    }

    @Test
    void aHubThatHasStartedHasItsAdmin() throws IOException {
        Files.createFile(folder.resolve("hub.mv.db"));

        init("--name", "hub.example");

        assertThat(out.toString()).doesNotContain("one-time password");
        assertThat(folder.resolve("first-admin")).doesNotExist();
    }

    @Test
    void answersWithJson() throws IOException {
        init("--name", "hub.example", "--json");

        JsonNode answer = new JsonMapper().readTree(out.toString());
        assertThat(answer.path("made")).hasSize(3);
        assertThat(answer.path("names").get(0).asText()).isEqualTo("hub.example");
        assertThat(answer.path("pins")).hasSize(2);
    }

    @Test
    void aDryRunWritesNothing() {
        assertThat(init("--dry-run")).isZero();

        assertThat(folder.resolve("identity")).doesNotExist();
        assertThat(out.toString()).contains("would be made").contains("localhost");
    }

    @Test
    void aNameThatIsNoneIsWrongUsage() {
        assertThat(init("--name", "not a name")).isEqualTo(2);

        assertThat(err.toString()).contains("'not a name'", "--help");
        assertThat(folder.resolve("identity")).doesNotExist();
    }

    @Test
    void aFolderOfSomebodyElseNamesTheCure() throws IOException {
        // Root may write anywhere; a file in the folder's place stops everybody.
        Files.writeString(folder.resolve("identity"), "");
        Files.setPosixFilePermissions(
                folder.resolve("identity"), PosixFilePermissions.fromString("r--------"));

        assertThat(init("--name", "hub.example")).isEqualTo(1);

        assertThat(err.toString()).contains("cannot write").contains("sudo -u roomscribe");
    }
}

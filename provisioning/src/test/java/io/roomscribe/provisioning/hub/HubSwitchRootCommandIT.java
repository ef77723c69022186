package io.roomscribe.provisioning.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class HubSwitchRootCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SecureRandom random = new SecureRandom();
    @TempDir private Path folder;

    private int hub(String verb, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var clock = Clock.systemUTC();
        var noun =
                new CommandLine(new HubCommand())
                        .addSubcommand("init", new HubInitCommand(console, clock, random))
                        .addSubcommand(
                                "switch-root", new HubSwitchRootCommand(console, clock, random));
        var arguments = new ArrayList<>(List.of("hub", verb, "--hub-folder", folder.toString()));
        arguments.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("hub", noun))
                .execute(arguments.toArray(String[]::new));
    }

    private String server() throws IOException {
        return Files.readString(folder.resolve("identity/server.crt"));
    }

    private Authority authority() {
        return Authority.open(
                new AuthorityFolder(folder.resolve("identity")), Clock.systemUTC(), random);
    }

    @Test
    void tellsWhatSignsNowWhatBoxesMustTrustAndWhatToDoNext() throws IOException {
        hub("init", "--name", "hub.example");
        var before = server();

        assertThat(hub("switch-root")).isZero();

        assertThat(out.toString())
                .contains("root-2 signs from now on; the hub's certificate is new.")
                .contains(authority().pins().getLast().value());
        assertThat(err.toString()).contains("Start the hub again", "./roomscribe hub backup");
        assertThat(out + "" + err).doesNotContain("PRIVATE");
        assertThat(server()).isNotEqualTo(before);
    }

    @Test
    void runningItAgainChangesNothingAndInitShowsWhoSigns() throws IOException {
        hub("init", "--name", "hub.example");
        hub("switch-root");
        var before = server();

        assertThat(hub("switch-root")).isZero();

        assertThat(out.toString()).contains("nothing was changed");
        assertThat(hub("init")).isZero();
        assertThat(out.toString())
                .containsPattern("root-1 .*root-2 signs in its place")
                .containsPattern("root-2 .*it signs")
                .contains("the hub as hub.example");
        assertThat(server()).isEqualTo(before);
    }

    @Test
    void aDryRunSaysItAndWritesNothing() throws IOException {
        hub("init", "--name", "hub.example");
        var before = server();

        assertThat(hub("switch-root", "--dry-run")).isZero();

        assertThat(out.toString()).contains("root-2 would sign", "would be made anew");
        assertThat(err.toString()).contains("Nothing was changed");
        assertThat(server()).isEqualTo(before);
        assertThat(folder.resolve("identity/signing-root")).doesNotExist();
    }

    @Test
    void answersWithJson() throws IOException {
        hub("init", "--name", "hub.example");
        var json = new JsonMapper();

        hub("switch-root", "--dry-run", "--json");
        var dry = json.readTree(out.toString());
        hub("switch-root", "--json");
        var done = json.readTree(out.toString());
        hub("switch-root", "--json");
        var again = json.readTree(out.toString());

        assertThat(dry.path("changed")).isEmpty();
        assertThat(dry.path("wouldChange").toString()).isEqualTo("[\"signing-root\",\"server\"]");
        assertThat(done.path("from").asText()).isEqualTo("root-1");
        assertThat(done.path("to").asText()).isEqualTo("root-2");
        assertThat(done.path("changed")).isEqualTo(dry.path("wouldChange"));
        assertThat(done.path("pin").asText()).isEqualTo(authority().pins().getLast().value());
        assertThat(again.path("changed")).isEmpty();
        assertThat(again.path("from").asText()).isEqualTo("root-2");
    }

    @Test
    void aHubWithoutAnIdentityNamesTheNextCommand() {
        assertThat(hub("switch-root")).isEqualTo(1);

        assertThat(err.toString()).contains("roomscribe hub init");
        assertThat(folder.resolve("identity")).doesNotExist();
    }

    @Test
    void aLostKeyOfTheFirstRootIsNoHindrance() throws IOException {
        hub("init", "--name", "hub.example");
        Files.delete(folder.resolve("identity/root-1.key"));

        assertThat(hub("init")).isEqualTo(1);
        assertThat(err.toString()).contains("the key of root-1 is gone", "hub switch-root");
        assertThat(hub("switch-root")).isZero();
        assertThat(hub("init")).isZero();
    }

    @Test
    void helpSaysWhatProgramsGet() {
        assertThat(hub("switch-root", "--help")).isZero();

        assertThat(out.toString()).contains("--json: {folder, from, to, changed");
    }
}

package io.roomscribe.provisioning.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command against a server that answers as a hub does.
final class DoctorCommandIT {
    private static final String FOUND =
            """
            {"state": "done", "result": {"type": "diagnosis", "findings": [{"id": "space-low",
             "severity": "warning", "evidence": "100 MiB free", "fix": "free space"}]}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private StandInHub hub;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("password"), "a word\n");
        hub = new StandInHub(FOUND);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private int run(String url, String... more) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var words = new String[6 + more.length];
        words[0] = "doctor";
        words[1] = "room-7";
        words[2] = "--hub";
        words[3] = url;
        words[4] = "--password-file";
        words[5] = folder.resolve("password").toString();
        System.arraycopy(more, 0, words, 6, more.length);
        return new RoomscribeCommand(console, Map.of("doctor", new DoctorCommand(console)))
                .execute(words);
    }

    private int run() {
        return run(hub.url());
    }

    @Test
    void saysWhatTheBoxFoundAndWhatToDo() {
        assertThat(run()).isEqualTo(1);

        assertThat(out.toString()).contains("warning space-low: 100 MiB free", "free space");
        var login = Base64.getEncoder().encodeToString("admin:a word".getBytes(UTF_8));
        assertThat(hub.logins()).containsExactly("Basic " + login);
        assertThat(hub.asked())
                .containsExactly("POST /api/v1/devices/room-7/commands {\"name\":\"doctor\"}");
    }

    @Test
    void aHealthyBoxEndsWithZero() {
        hub.answers(
                200,
                "{\"state\": \"done\", \"result\": {\"type\": \"diagnosis\", \"findings\": []}}");

        assertThat(run()).isZero();
        assertThat(out.toString()).contains("Nothing is wrong with room-7");
    }

    @Test
    void programsGetTheFindingsAsJson() {
        assertThat(run(hub.url(), "--json")).isEqualTo(1);
        assertThat(out.toString()).startsWith("[{\"id\":\"space-low\"");
    }

    @Test
    void whatStandsInTheWayIsNamedWithTheNextStep() {
        hub.answers(202, "{\"state\": \"waiting\", \"reason\": \"\"}");
        assertThat(run()).isEqualTo(3);
        assertThat(err.toString()).contains("room-7 did not do it (waiting)", "online");

        hub.answers(401, "{}");
        assertThat(run()).isEqualTo(4);
        hub.answers(404, "{}");
        assertThat(run()).isEqualTo(1);
        hub.close();
        assertThat(run("http://127.0.0.1:1")).isEqualTo(3);
        assertThat(err.toString()).contains("no hub answers at http://127.0.0.1:1");
    }
}

package io.roomscribe.device.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Message.Reply;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The socket, the page and the subcommands together, without the rest of the box.
final class AdminSocketIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    record Status(
            String device,
            String roomName,
            String state,
            long stateSeconds,
            String link,
            long waiting,
            long backlogSeconds,
            String clock,
            long freeMiB,
            long writeMillis,
            String version,
            long upSeconds,
            double peakDbfs,
            double rmsDbfs,
            List<Condition> conditions) {
        record Condition(
                String severity,
                String title,
                String code,
                long lastingSeconds,
                String text,
                String evidence) {}
    }

    @TempDir Path temporary;

    private final List<CommandBody> commands = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Supervisor supervisor =
            new Supervisor(
                    System::nanoTime,
                    RandomGenerator.getDefault(),
                    Duration.ofSeconds(5),
                    failure -> {});
    private CommandOutcome outcome = CommandOutcome.DONE;

    @AfterEach
    void stop() {
        supervisor.close();
    }

    private static Status status() {
        return new Status(
                "box-1",
                "The Boardroom",
                "recording",
                7500,
                "offline",
                132,
                250,
                "ntp",
                12_600,
                14,
                "1.2.3",
                90_000,
                -34,
                -48,
                List.of(
                        new Status.Condition(
                                "warning",
                                "Hub not reachable",
                                "broker-unreachable",
                                190,
                                "Recording goes on and everything is sent later. Check the network.",
                                "cannot connect to <hub>")));
    }

    private AdminSource source() {
        return new AdminSource(
                AdminSocketIT::status,
                () -> new InputLevel(-12, -30),
                () ->
                        List.of(
                                new DayEvent(
                                        Instant.parse("2026-05-01T09:14:00Z"),
                                        "recording",
                                        "Recording started from line: USB")),
                command -> {
                    commands.add(command);
                    return new Reply(
                            new UUID(1, 2),
                            outcome,
                            outcome == CommandOutcome.DONE
                                    ? ""
                                    : "the switch on the box is at mute; move the switch",
                            Instant.EPOCH,
                            CommandResult.NOTHING);
                },
                () -> false);
    }

    private Path serve(Path folder) throws IOException {
        Files.createDirectories(folder);
        supervisor.start("admin", new AdminSocket(folder, source()));
        Await.until("the socket", PATIENCE, () -> Files.exists(folder.resolve("admin.sock")));
        return folder;
    }

    private int run(Path folder, String... words) throws InterruptedException {
        out.reset();
        err.reset();
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        return new AdminCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        file -> folder,
                        ZoneOffset.UTC,
                        false)
                .run(all);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysFirstWhetherTheRoomIsRecordedThenWhatToDo() throws Exception {
        var folder = serve(temporary);

        assertThat(run(folder, "status")).isZero();

        assertThat(printed())
                .isEqualTo(
                        """
                        box-1 in The Boardroom

                        Recording: audio has been reaching storage for 2 h 5 min.

                          Level     ▮▮▮▮▮▮▮▮▮▯▯▯▯▯▯▯▯▯▯▯  -34 dB (good)
                          Text      4 min behind; it will be caught up with
                          Hub       not reached; 132 entries wait here
                          Clock     set by a time server
                          Storage   12.3 GiB free, a forced write takes 14 ms
                          Software  1.2.3, up for 1 d 1 h

                        WARNING: Hub not reachable, for 3 min
                            Recording goes on and everything is sent later. Check the network.
                            seen: cannot connect to <hub>
                        """);
    }

    @Test
    void letsTheBoxesUserAndGroupInAlone() throws IOException {
        var folder = serve(temporary);

        assertThat(Files.getPosixFilePermissions(folder.resolve("admin.sock")))
                .isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
    }

    @Test
    void worksInAFolderWhoseNameIsTooLongForASocket() throws Exception {
        var folder = serve(temporary.resolve("a".repeat(100)).resolve("b".repeat(100)));

        assertThat(run(folder, "level")).isZero();
        assertThat(printed()).contains("-12 dB (good)");
    }

    @Test
    void printsTheDayAndTheAnswersToPrograms() throws Exception {
        var folder = serve(temporary);

        assertThat(run(folder, "log")).isZero();
        assertThat(printed()).isEqualTo("09:14:00  Recording started from line: USB\n");
        assertThat(run(folder, "status", "--json")).isZero();
        assertThat(printed()).startsWith("{\"device\":\"box-1\"").endsWith("}\n");
    }

    @Test
    void doesWhatItIsToldAndSaysHowItWent() throws Exception {
        var folder = serve(temporary);

        assertThat(run(folder, "mark", "the", "budget")).isZero();
        assertThat(run(folder, "forget", "5")).isZero();
        assertThat(run(folder, "mute")).isZero();
        assertThat(printed())
                .isEqualTo("Muted. Nothing is recorded until 'roomscribe-device unmute'.\n");
        outcome = CommandOutcome.REFUSED;
        assertThat(run(folder, "unmute")).isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("move the switch");
        outcome = CommandOutcome.FAILED;
        assertThat(run(folder, "stop")).isEqualTo(1);
        assertThat(run(folder, "everything")).isEqualTo(4);

        assertThat(commands)
                .containsExactly(
                        new CommandBody.Mark("the budget"),
                        new CommandBody.ForgetLast(5),
                        new CommandBody.Mute(),
                        new CommandBody.Unmute(),
                        new CommandBody.Stop());
    }

    @Test
    void saysWhatToTryWhenNoBoxAnswers() throws Exception {
        assertThat(run(temporary, "status")).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(temporary.toString())
                .contains("systemctl status roomscribe-device");
        assertThat(run(temporary, "forget", "--everything")).isEqualTo(2);
    }

    @Test
    void hangsUpOnALineThatDoesNotEndInsteadOfKeepingIt() throws Exception {
        var folder = serve(temporary);
        var part = new byte[64 * 1024];
        Arrays.fill(part, (byte) 'x');

        try (var path = SocketPath.of(folder);
                var caller = SocketChannel.open(path.address())) {
            assertThatThrownBy(
                            () -> {
                                for (var i = 0; i < 1000; i++) {
                                    caller.write(ByteBuffer.wrap(part));
                                }
                            })
                    .isInstanceOf(IOException.class);
        }

        assertThat(run(folder, "level")).isZero();
    }

    @Test
    void takesOverASocketThatAKilledProcessLeft() throws Exception {
        Files.writeString(temporary.resolve("admin.sock"), "");
        var folder = temporary;
        supervisor.start("admin", new AdminSocket(folder, source()));

        Await.until(
                "an answer",
                PATIENCE,
                () -> {
                    try {
                        return run(folder, "status") == 0;
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void showsThePageToABrowserAndTakesNoCommands() throws Exception {
        var port = FreePort.find();
        supervisor.start(
                "page", new StatusPage(new AdminConfig("127.0.0.1", port), AdminSocketIT::status));
        var address = URI.create("http://127.0.0.1:" + port);
        try (var http = HttpClient.newHttpClient()) {
            var page = get(http, address.resolve("/"));

            assertThat(page.body())
                    .contains("Recording: audio has been reaching storage for 2 h 5 min.")
                    .contains("name=\"viewport\"")
                    .contains("http-equiv=\"refresh\"")
                    .contains("cannot connect to &lt;hub&gt;");
            assertThat(get(http, address.resolve("/status.json")).body()).contains("\"box-1\"");
            assertThat(get(http, address.resolve("/mute")).statusCode()).isEqualTo(404);
            var post =
                    HttpRequest.newBuilder(address.resolve("/"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build();
            assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
        }
    }

    private static HttpResponse<String> get(HttpClient http, URI address) {
        return Await.value(
                "the page",
                PATIENCE,
                () -> {
                    try {
                        return http.send(
                                HttpRequest.newBuilder(address).build(),
                                HttpResponse.BodyHandlers.ofString());
                    } catch (IOException e) {
                        return null;
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                () -> address);
    }
}

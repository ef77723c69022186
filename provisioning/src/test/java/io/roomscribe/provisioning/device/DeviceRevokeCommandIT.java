package io.roomscribe.provisioning.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.identity.RevocationOutlook;
import io.roomscribe.protocol.identity.RevocationTicket;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DeviceRevokeCommandIT {
    private static final DeviceId BOX = new DeviceId("room-7");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SecureRandom random = new SecureRandom();
    @TempDir private Path folder;

    @BeforeEach
    void init() {
        Authority.init(
                new AuthorityFolder(folder.resolve("identity")),
                ServerNames.parse(List.of("localhost")),
                Clock.systemUTC(),
                random,
                false);
    }

    private int revoke(String... more) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new DeviceCommand())
                        .addSubcommand(
                                "revoke",
                                new DeviceRevokeCommand(console, Clock.systemUTC(), random));
        var arguments =
                new ArrayList<>(List.of("device", "revoke", "--hub-folder", folder.toString()));
        arguments.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("device", noun))
                .execute(arguments.toArray(String[]::new));
    }

    private Path ticket() {
        return folder.resolve(RevocationTicket.INBOX).resolve("room-7.json");
    }

    @Test
    void aHubThatDoesNotRunFindsItWhenItStarts() throws IOException {
        assertThat(revoke("room-7")).isZero();

        assertThat(out.toString()).contains("does not run", "when it starts");
        assertThat(RecordJson.read(Files.readString(ticket()), RevocationTicket.class).device())
                .isEqualTo(new DeviceId("room-7"));
    }

    @Test
    void aHubThatRunsHasDoneItWhenTheCommandEnds() throws Exception {
        var hub =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                while (!Files.deleteIfExists(ticket())) {
                                    Thread.onSpinWait();
                                }
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });

        assertThat(revoke("room-7", "--json")).isZero();

        hub.join();
        assertThat(out.toString()).contains("\"revoked\":true");
    }

    /// A hub that answers one question as it is told.
    private Thread answering(RevocationOutlook outlook) {
        var inbox = folder.resolve(RevocationTicket.INBOX);
        var question = RevocationTicket.question(inbox, BOX);
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (!Files.exists(question)) {
                            Thread.onSpinWait();
                        }
                        DurableFiles.replacePrivate(
                                RevocationTicket.outlook(inbox, BOX),
                                RecordJson.write(outlook).getBytes(StandardCharsets.UTF_8));
                        Files.deleteIfExists(question);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    private void assertNothingIsLeft() throws IOException {
        try (var files = Files.list(folder.resolve(RevocationTicket.INBOX))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aDryRunSaysWhatTheHubSaysWouldEnd() throws Exception {
        var hub = answering(new RevocationOutlook(BOX, true, 2, 1));

        assertThat(revoke("room-7", "--dry-run")).isZero();

        hub.join();
        assertThat(out.toString()).contains("would cut room-7 off", "end: 2", "go: 1");
        assertNothingIsLeft();
    }

    @Test
    void aDryRunTellsProgramsThatTheBoxIsRevokedAlready() throws Exception {
        var hub = answering(new RevocationOutlook(BOX, true, 0, 0));

        assertThat(revoke("room-7", "--dry-run", "--json")).isZero();

        hub.join();
        assertThat(out.toString())
                .startsWith("{")
                .contains("\"revoked\":false", "\"state\":\"already-revoked\"")
                .contains("\"certificates\":0", "\"claims\":0");
    }

    @Test
    void aDryRunFindsThatTheHubDoesNotKnowTheBox() throws Exception {
        var hub = answering(new RevocationOutlook(BOX, false, 0, 0));

        assertThat(revoke("room-7", "--dry-run")).isEqualTo(1);

        hub.join();
        assertThat(err.toString()).contains("no certificate and no claim to a box room-7");
        assertThat(out.toString()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void aDryRunWithoutAHubSaysSoAndBelievesNoEarlierAnswer() throws IOException {
        var inbox = Files.createDirectories(folder.resolve(RevocationTicket.INBOX));
        Files.writeString(
                RevocationTicket.outlook(inbox, BOX),
                RecordJson.write(new RevocationOutlook(BOX, true, 1, 0)));

        assertThat(revoke("room-7", "--dry-run")).isEqualTo(3);

        assertThat(err.toString()).contains("does not run", "start the hub");
        assertThat(out.toString()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void helpSaysWhatProgramsGet() {
        assertThat(revoke("--help")).isZero();

        assertThat(out.toString()).contains("--json: {device, revoked, state}");
    }

    @Test
    void aBoxThatNobodyKnowsIsNamedAndNothingIsClaimedToBeDone() throws Exception {
        var inbox = folder.resolve(RevocationTicket.INBOX);
        var unknown = RevocationTicket.unknown(inbox, new DeviceId("room-7"));
        var hub =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                while (!Files.exists(ticket())) {
                                    Thread.onSpinWait();
                                }
                                Files.writeString(unknown, "");
                                Files.delete(ticket());
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });

        assertThat(revoke("room-7")).isEqualTo(1);

        hub.join();
        assertThat(err.toString()).contains("no certificate and no claim to a box room-7");
        assertThat(out.toString()).isEmpty();
        assertThat(unknown).doesNotExist();
    }

    @Test
    void aBadNameIsRefused() {
        assertThat(revoke("Room 7!", "--dry-run")).isEqualTo(2);

        assertThat(err.toString()).contains("roomscribe: ");
        assertThat(folder.resolve(RevocationTicket.INBOX)).doesNotExist();
    }
}

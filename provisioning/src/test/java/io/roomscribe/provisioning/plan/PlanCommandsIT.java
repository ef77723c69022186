package io.roomscribe.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.testkit.ManualClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("V3")
final class PlanCommandsIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SecureRandom random = new SecureRandom();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
    @TempDir private Path folder;
    private Path table;

    @BeforeEach
    void nameTable() {
        table = folder.resolve("rooms.csv");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new PlanCommand())
                        .addSubcommand("check", new PlanCheckCommand(console))
                        .addSubcommand("apply", new PlanApplyCommand(console, clock, random));
        var words = new ArrayList<>(List.of("plan"));
        words.addAll(List.of(arguments));
        return new RoomscribeCommand(console, Map.of("plan", noun))
                .execute(words.toArray(String[]::new));
    }

    private int check(String text) throws IOException {
        Files.writeString(table, text);
        return run("check", table.toString());
    }

    private List<String> problems() {
        return out.toString().lines().toList();
    }

    private int apply(String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "apply",
                                table.toString(),
                                "--hub-folder",
                                folder.resolve("hub").toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private void init() {
        Authority.init(
                new AuthorityFolder(folder.resolve("hub/identity")),
                ServerNames.parse(List.of("localhost")),
                clock,
                random,
                false);
    }

    private List<String> tickets() throws IOException {
        var inbox = folder.resolve("hub").resolve(ClaimTicket.INBOX);
        if (!Files.isDirectory(inbox)) {
            return List.of();
        }
        try (var files = Files.list(inbox)) {
            return files.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void readsWhatASpreadsheetSaves() throws IOException {
        assertThat(
                        check(
                                "\ufeffDevice;Room-Name;Serial\r\n"
                                        + "room-7;\"Board; \"\"Room\"\"\";10000000abcd\r\n"
                                        + ";;\r\n"
                                        + "room-8;Küche;\r\n"))
                .isZero();

        var boxes = Plan.read(table).boxes();
        assertThat(boxes)
                .extracting(PlannedBox::roomName)
                .containsExactly("Board; \"Room\"", "Küche");
        assertThat(boxes.getLast().row()).isEqualTo(4);
        assertThat(out.toString()).contains("2 boxes, nothing wrong");
        assertThat(err.toString()).contains("./roomscribe plan apply");
    }

    @Test
    void namesEveryMistakeByRowAndColumn() throws IOException {
        assertThat(
                        check(
                                """
                                device,room-name,serial,hostname,address,gateway,colour
                                Room 7,Board Room,1,,,,
                                room-8,=A1,2,-x,,,red
                                room-8,Kitchen,2,,10.0.0.7,,
                                room-9,,1.2E+12,,10.0.0.9/24,here,
                                room-10,Hall,,,,10.0.0.1,
                                room-11,"Two
                                lines",,,10.0.0.9/16,,
                                """))
                .isEqualTo(4);

        assertThat(problems())
                .containsExactly(
                        "row 1, colour: not a column; columns are device, room-name, room, serial,"
                                + " hostname, address, gateway",
                        "row 2, device: not a device id: 'Room 7'; use 1 to 64 lower-case letters,"
                                + " digits or '-', starting with a letter or digit",
                        "row 3: cell 7 has no header",
                        "row 3, hostname: begins as a formula does; paste it as a value",
                        "row 3, room-name: begins as a formula does; paste it as a value",
                        "row 4, address: '10.0.0.7' is no address such as 10.0.0.7/24",
                        "row 4, device: 'room-8' stands in row 3 already",
                        "row 4, serial: '2' stands in row 3 already",
                        "row 5, gateway: 'here' is no address such as 10.0.0.1",
                        "row 5, room-name: is empty",
                        "row 5, serial: '1.2E+12' was rounded by the spreadsheet; format the column"
                                + " as text",
                        "row 6, gateway: is of no use without an address",
                        "row 7, room-name: has a line break or another control character in it",
                        "row 7, address: '10.0.0.9/16' stands in row 5 already");
    }

    @Test
    void saysWhatToDoWithAnotherEncodingAndWithoutColumns() throws IOException {
        Files.write(
                table, "device,room-name\nroom-7,Küche\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run("check", table.toString())).isEqualTo(4);
        assertThat(out.toString()).contains("save it as 'CSV UTF-8'");

        assertThat(check("name\nx\n")).isEqualTo(4);
        assertThat(out.toString()).contains("row 1, device: this column is missing");
        assertThat(check("")).isEqualTo(4);
        assertThat(check("device,room-name\nroom-7,\"open\n")).isEqualTo(4);
        assertThat(out.toString()).contains("a cell's quote is never closed");
        assertThat(run("check", folder.resolve("none.csv").toString())).isEqualTo(1);
    }

    @Test
    void tenThousandRowsWithOneMistakeAreNotAppliedAtAll() throws IOException {
        init();
        var text = new StringBuilder("device,room-name,serial\n");
        for (var i = 1; i <= 10_000; i++) {
            text.append("room-%d,Room %d,%d\n".formatted(i, i, i == 9_999 ? 17 : i));
        }
        Files.writeString(table, text);

        assertThat(apply()).isEqualTo(4);

        assertThat(err.toString())
                .contains("row 10000, serial: '17' stands in row 18 already", "plan check");
        assertThat(tickets()).isEmpty();
        assertThat(PlannedClaims.beside(table)).doesNotExist();
    }

    @Test
    void applyingTwiceGivesNobodyASecondClaim() throws IOException {
        init();
        Files.writeString(table, "device,room-name,serial\nroom-7,Board,1\nroom-8,Kitchen,2\n");
        assertThat(apply()).isZero();
        var claims = Files.readString(PlannedClaims.beside(table));
        var tickets = tickets();

        assertThat(apply("--json")).isZero();

        assertThat(new JsonMapper().readTree(out.toString()).path("made").asInt()).isZero();
        assertThat(Files.readString(PlannedClaims.beside(table))).isEqualTo(claims);
        assertThat(tickets()).isEqualTo(tickets).hasSize(2);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(PlannedClaims.beside(table))))
                .isEqualTo("rw-------");
    }

    @Test
    void newBoxesOtherMachinesAndOldClaimsGetNewOnes() throws IOException {
        init();
        Files.writeString(table, "device,room-name,serial\nroom-7,Board,1\nroom-8,Kitchen,2\n");
        apply();
        Files.writeString(
                table,
                "device,room-name,serial\nroom-7,Board,1\nroom-8,Kitchen,3\nroom-9,Hall,4\n");

        apply();

        assertThat(out.toString()).contains("3 boxes, 2 claims made, 1 had theirs");
        clock.advance(Duration.ofDays(61));
        apply("--dry-run");
        assertThat(out.toString()).contains("would make 3 claims");
    }

    @Test
    void aRunThatWasBrokenOffIsMadeUpFor() throws IOException {
        init();
        Files.writeString(table, "device,room-name\nroom-7,Board\nroom-8,Kitchen\n");
        apply();
        var tickets = tickets();
        Files.delete(folder.resolve("hub").resolve(ClaimTicket.INBOX).resolve(tickets.getFirst()));

        apply();

        assertThat(tickets()).isEqualTo(tickets);
    }
}

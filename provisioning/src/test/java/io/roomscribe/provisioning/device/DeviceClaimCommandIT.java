package io.roomscribe.provisioning.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DeviceClaimCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SecureRandom random = new SecureRandom();
    @TempDir private Path folder;

    private int claim(String... more) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new DeviceCommand())
                        .addSubcommand(
                                "claim",
                                new DeviceClaimCommand(console, Clock.systemUTC(), random));
        var arguments =
                new ArrayList<>(List.of("device", "claim", "--hub-folder", folder.toString()));
        arguments.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("device", noun))
                .execute(arguments.toArray(String[]::new));
    }

    private void init() {
        Authority.init(
                new AuthorityFolder(folder.resolve("identity")),
                ServerNames.parse(List.of("localhost")),
                Clock.systemUTC(),
                random,
                false);
    }

    private List<Path> tickets() throws IOException {
        try (var files = Files.list(folder.resolve(ClaimTicket.INBOX))) {
            return files.toList();
        }
    }

    @Test
    void theHubGetsAHashAndThePersonTheClaim() throws IOException {
        init();

        assertThat(claim("room-7", "--serial", "10000000abcd", "--days", "3")).isZero();

        var claim = Claim.parse(out.toString());
        var text = Files.readString(tickets().getFirst());
        var ticket = RecordJson.read(text, ClaimTicket.class);
        assertThat(ticket.hash()).isEqualTo(claim.hash());
        assertThat(ticket.serial()).isEqualTo("10000000abcd");
        assertThat(Duration.between(ticket.madeAt(), ticket.expiresAt())).hasDays(3);
        assertThat(text).doesNotContain(claim.text());
        assertThat(err.toString())
                .contains("Aloud: ", "with the serial number 10000000abcd, once, within 3 days")
                .contains("roomscribe-device enrol " + claim.text());
    }

    @Test
    void aHubWithoutAnIdentityIsGivenOneFirst() {
        assertThat(claim("room-7")).isEqualTo(1);

        assertThat(err.toString()).contains("./roomscribe hub init --hub-folder " + folder);
    }

    @Test
    void aDryRunMakesNothing() {
        init();

        assertThat(claim("room-7", "--dry-run")).isZero();

        assertThat(folder.resolve(ClaimTicket.INBOX)).doesNotExist();
    }

    @Test
    void aNameThatIsNoneIsWrongUsage() {
        init();

        assertThat(claim("Room 7")).isEqualTo(2);

        assertThat(err.toString()).contains("lower-case letters");
    }
}

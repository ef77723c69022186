package io.roomscribe.provisioning.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DeviceAddCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Random random = new Random(7);
    @TempDir private Path folder;
    private Path devices;
    private Path token;

    @BeforeEach
    void nameFiles() {
        devices = folder.resolve("hub/devices.conf");
        token = folder.resolve("room-7.token");
    }

    private int add(String device, String... more) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new DeviceCommand())
                        .addSubcommand("add", new DeviceAddCommand(console, random));
        var arguments =
                new ArrayList<>(
                        List.of(
                                "device",
                                "add",
                                device,
                                "--hub-folder",
                                folder.resolve("hub").toString(),
                                "--token-file",
                                token.toString()));
        arguments.addAll(List.of(more));
        return new RoomscribeCommand(console, Map.of("device", noun))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void theHubKeepsOnlyTheHashOfTheTokenTheBoxGets() throws IOException {
        assertThat(add("room-7")).isZero();

        var secret = Files.readString(token).strip();
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(Files.readAllLines(devices))
                .containsExactly("room-7 " + DeviceRegistry.hashOf(secret));
        assertThat(out + "" + err).doesNotContain(secret);
    }

    @Test
    void onlyTheOwnerMayReadTheToken() throws IOException {
        add("room-7");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void runningItAgainChangesNothing() throws IOException {
        add("room-7");
        var before = Files.readString(token) + Files.readString(devices);

        assertThat(add("room-7")).isZero();

        assertThat(Files.readString(token) + Files.readString(devices)).isEqualTo(before);
    }

    @Test
    void refusesToLockOutABoxWhoseTokenIsElsewhere() throws IOException {
        add("room-7");
        Files.delete(token);

        assertThat(add("room-7")).isEqualTo(4);

        assertThat(err.toString()).contains("--replace");
        assertThat(token).doesNotExist();
    }

    @Test
    void replacesATokenAndLeavesOtherBoxesAlone() throws IOException {
        add("room-8");
        add("room-7");
        var other = Files.readAllLines(devices).getFirst();
        var before = Files.readString(token);

        assertThat(add("room-7", "--replace")).isZero();

        assertThat(Files.readString(token)).isNotEqualTo(before);
        assertThat(Files.readAllLines(devices)).hasSize(2).contains(other);
    }

    @Test
    void aDryRunWritesNothing() {
        assertThat(add("room-7", "--dry-run")).isZero();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBadNameIsWrongUsage() {
        assertThat(add("Room 7")).isEqualTo(2);

        assertThat(err.toString()).contains("Room 7");
    }
}

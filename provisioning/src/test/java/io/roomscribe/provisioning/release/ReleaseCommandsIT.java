package io.roomscribe.provisioning.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.release.ReleaseManifest;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReleaseCommandsIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;
    private Path release;
    private Path hub;
    private String key;

    @BeforeEach
    void makeRelease() throws IOException {
        release = Files.createDirectories(folder.resolve("release"));
        hub = Files.createDirectories(folder.resolve("hub"));
        Files.writeString(release.resolve(ReleaseManifest.JAR), "a jar");
        assertThat(run("keygen", folder.resolve("secret").toString())).isZero();
        key = out.toString().strip().replace("update.keys = ", "");
        out.getBuffer().setLength(0);
    }

    private int run(String... arguments) {
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var noun =
                new CommandLine(new ReleaseCommand())
                        .addSubcommand("keygen", new ReleaseKeygenCommand(console))
                        .addSubcommand("sign", new ReleaseSignCommand(console, Clock.systemUTC()))
                        .addSubcommand("verify", new ReleaseVerifyCommand(console))
                        .addSubcommand("publish", new ReleasePublishCommand(console));
        var words = new String[arguments.length + 1];
        words[0] = "release";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return new RoomscribeCommand(console, Map.of("release", noun)).execute(words);
    }

    private int sign(String version) {
        return run(
                "sign",
                release.toString(),
                "--version-number",
                version,
                "--key",
                folder.resolve("secret").toString());
    }

    private int publish() {
        return run("publish", release.toString(), "--hub-folder", hub.toString());
    }

    @Test
    void aSignedReleaseIsVerifiedAndPublishedWhole() {
        assertThat(sign("1.4.0")).isZero();
        assertThat(run("verify", release.toString(), "--key", key)).isZero();
        assertThat(publish()).isZero();

        assertThat(hub.resolve("releases/1.4.0")).isDirectoryContaining("glob:**/release.json");
        assertThat(hub.resolve("releases/1.4.0/" + ReleaseManifest.JAR)).hasContent("a jar");
        assertThat(publish()).as("a second time").isEqualTo(4);
        assertThat(err.toString()).contains("has a release 1.4.0 already");
    }

    @Test
    void theSecretKeyIsItsOwnersAloneAndNeverOverwritten() throws IOException {
        var secret = folder.resolve("secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(run("keygen", secret.toString())).isEqualTo(4);
    }

    @Test
    void anotherKeyIsRefusedAndTwoAreTriedBoth() {
        assertThat(sign("1.4.0")).isZero();
        assertThat(run("keygen", folder.resolve("other").toString())).isZero();
        var other = out.toString().lines().toList().getLast().replace("update.keys = ", "");

        assertThat(run("verify", release.toString(), "--key", other)).isEqualTo(4);
        assertThat(err.toString()).contains("signed by nobody that is trusted");
        assertThat(run("verify", release.toString(), "--key", other, "--key", key)).isZero();
    }

    @Test
    void whatWasChangedAfterItWasSignedIsNotPublished() throws IOException {
        assertThat(sign("1.4.0")).isZero();
        Files.writeString(release.resolve(ReleaseManifest.JAR), "b jar");

        assertThat(publish()).isEqualTo(4);
        assertThat(err.toString()).contains("not as it was signed");
        assertThat(hub).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNoReleaseIsNamedWithTheNextCommand() throws IOException {
        assertThat(publish()).isEqualTo(1);
        assertThat(err.toString()).contains("release sign");

        Files.delete(release.resolve(ReleaseManifest.JAR));
        assertThat(sign("1.4.0")).isEqualTo(1);
        assertThat(err.toString()).contains("a release without roomscribe-device.jar");
        assertThat(sign("next")).isEqualTo(2);
    }
}

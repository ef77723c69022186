package io.roomscribe.provisioning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.provisioning.RoomscribeCommand;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.plan.PlanApplyCommand;
import io.roomscribe.provisioning.plan.PlanCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ImageWriteCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SecureRandom random = new SecureRandom();
    @TempDir private Path folder;
    private Path boot;

    @BeforeEach
    void applyAPlan() throws IOException {
        boot = Files.createDirectory(folder.resolve("bootfs"));
        Files.writeString(boot.resolve("config.txt"), "arm_64bit=1\n");
        Files.writeString(boot.resolve("cmdline.txt"), "console=tty1 rootwait\n");
        Files.writeString(folder.resolve("id.pub"), "ssh-ed25519 AAAAC3Nz me@here\n");
        Files.writeString(folder.resolve("rooms.csv"), "device,room-name\nroom-7,Board Room\n");
        Authority.init(
                new AuthorityFolder(folder.resolve("hub/identity")),
                ServerNames.parse(List.of("hub.example")),
                Clock.systemUTC(),
                random,
                false);
        assertThat(run("plan", "apply", table(), "--hub-folder", hub())).isZero();
    }

    private String table() {
        return folder.resolve("rooms.csv").toString();
    }

    private String hub() {
        return folder.resolve("hub").toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false);
        var nouns = new LinkedHashMap<String, Object>();
        nouns.put(
                "plan",
                new CommandLine(new PlanCommand())
                        .addSubcommand(
                                "apply", new PlanApplyCommand(console, Clock.systemUTC(), random)));
        nouns.put(
                "image",
                new CommandLine(new ImageCommand())
                        .addSubcommand(
                                "write",
                                new ImageWriteCommand(console, Clock.systemUTC(), random)));
        return new RoomscribeCommand(console, nouns).execute(arguments);
    }

    private int write(String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "image",
                                "write",
                                boot.toString(),
                                "--plan",
                                table(),
                                "--device",
                                "room-7",
                                "--hub",
                                "hub.example",
                                "--hub-folder",
                                hub(),
                                "--ssh-key",
                                folder.resolve("id.pub").toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void findsOutWhatTheImageTakes() throws IOException {
        Files.writeString(boot.resolve("user-data"), "#cloud-config\n");

        assertThat(write()).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("Wrote meta-data, network-config, user-data for room-7, as cloud-init");
        assertThat(err.toString()).contains("Unmount the card");
        assertThat(Files.readString(boot.resolve("user-data"))).contains("ssh-ed25519 AAAAC3Nz");
        assertThat(Files.readString(boot.resolve("cmdline.txt"))).doesNotContain("systemd.run");
    }

    @Test
    void refusesAFormatThatTheImageWouldIgnore() throws IOException {
        Files.writeString(boot.resolve("user-data"), "#cloud-config\n");

        assertThat(write("--format", "firstrun")).isEqualTo(4);

        assertThat(err.toString())
                .contains("takes cloud-init (it has user-data)")
                .contains("as if it had been told nothing");
        assertThat(boot.resolve("firstrun.sh")).doesNotExist();
    }

    @Test
    void asksWhereTheImageDoesNotTell() {
        assertThat(write()).isEqualTo(4);
        assertThat(err.toString()).contains("--format: firstrun for Raspberry Pi OS Bookworm");

        assertThat(write("--format", "rpi-preseed")).isZero();
        assertThat(boot.resolve("rpi-preseed.toml")).exists();
    }

    @Test
    void refusesAFolderThatIsNoBootPartition() throws IOException {
        Files.delete(boot.resolve("config.txt"));

        assertThat(write("--format", "firstrun")).isEqualTo(4);

        assertThat(err.toString()).contains("is no boot partition", "bootfs");
    }

    @Test
    void writesNothingInADryRunAndTheSameTwice() throws IOException {
        assertThat(write("--format", "firstrun", "--dry-run")).isZero();
        assertThat(boot.resolve("firstrun.sh")).doesNotExist();

        write("--format", "firstrun");
        var script = Files.readString(boot.resolve("firstrun.sh"));
        var line = Files.readString(boot.resolve("cmdline.txt"));
        assertThat(write()).isZero();

        assertThat(Files.readString(boot.resolve("firstrun.sh"))).isEqualTo(script);
        assertThat(Files.readString(boot.resolve("cmdline.txt"))).isEqualTo(line);
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        assertThat(write("--format", "firstrun", "--wifi", "Guests", "--wifi-country", "DE"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("8 to 63 plain characters");
        Files.delete(folder.resolve("rooms.csv.claims"));
        assertThat(write("--format", "firstrun")).isEqualTo(4);
        assertThat(err.toString()).contains("./roomscribe plan apply");
    }

    /// As pi-gen makes them: an MBR, a FAT partition behind some free sectors.
    private void makeAnImage(String... files) throws IOException, InterruptedException {
        var image = folder.resolve("card.img");
        var commands =
                new StringBuilder(
                        """
                        set -e
                        PATH=$PATH:/usr/sbin:/sbin
                        truncate -s 48M card.img
                        printf 'start=8192, size=65536, type=c\\nstart=73728, type=83\\n' | sfdisk -q card.img
                        mkfs.vfat --offset 8192 card.img 32768 >/dev/null
                        """);
        for (var file : files) {
            commands.append("mcopy -i card.img@@4194304 %s ::\n".formatted(boot.resolve(file)));
        }
        var process =
                new ProcessBuilder("sh", "-c", commands.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        boot = image;
    }

    /// @return empty when mtools and its like are there
    private static String missing() {
        return Stream.of("mcopy", "mkfs.vfat", "sfdisk")
                .filter(tool ->
                        Stream.of("/usr/bin", "/usr/sbin", "/sbin", "/bin")
                                .noneMatch(folder -> Files.exists(Path.of(folder, tool))))
                .collect(Collectors.joining(", "));
    }

    @Test
    void writesIntoAnImageFileWithoutMountingIt() throws Exception {
        assumeThat(missing()).as("tools to make an image with").isEmpty();
        Files.writeString(
                boot.resolve("cmdline.txt"),
                "rootwait init=/usr/lib/raspberrypi-sys-mods/firstboot");
        makeAnImage("config.txt", "cmdline.txt");
        var part = new FatFiles(boot, 4194304);

        assertThat(write("--dry-run")).as(err.toString()).isZero();
        assertThat(part.names()).containsExactlyInAnyOrder("config.txt", "cmdline.txt");
        assertThat(write()).as(err.toString()).isZero();
        assertThat(write()).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("Wrote cmdline.txt, firstrun.sh for room-7, as firstrun");
        assertThat(part.read("firstrun.sh")).contains("ssh-ed25519 AAAAC3Nz");
        assertThat(part.read("cmdline.txt")).containsOnlyOnce("systemd.run=");
        assertThat(write("--format", "cloud-init")).isEqualTo(4);
        assertThat(err.toString()).contains("takes firstrun");
    }

    @Test
    void writesForAnImageOfOurOwn() throws Exception {
        assumeThat(missing()).as("tools to make an image with").isEmpty();
        Files.writeString(
                boot.resolve(ApplianceMarker.NAME),
                ApplianceMarker.text(Optional.of("/usr/share/roomscribe/models/m")));
        makeAnImage(ApplianceMarker.NAME);

        assertThat(write("--broker-port", "9883", "--set", "capture.source=line:Jabra"))
                .as(err.toString())
                .isZero();

        var script = new FatFiles(boot, 4194304).read("roomscribe-setup.sh");
        var conf =
                Pattern.compile("echo (\\S+) \\| base64 -d >'/etc/roomscribe/device.conf'")
                        .matcher(script);
        assertThat(conf.find()).as(script).isTrue();
        assertThat(new String(Base64.getDecoder().decode(conf.group(1)), StandardCharsets.UTF_8))
                .contains("link.broker = ssl://hub.example:9883")
                .contains("identity.hub = https://hub.example:8443")
                .contains("speech.model = /usr/share/roomscribe/models/m")
                .contains("capture.source=line:Jabra");
        assertThat(script).doesNotContain("raspi-config", "systemd.run");
    }

    @Test
    void refusesAFileThatIsNoCardsImage() throws IOException {
        boot = folder.resolve("card.img.xz");
        Files.write(boot, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
        assertThat(write()).isEqualTo(4);
        assertThat(err.toString()).contains("ends too early");
        Files.write(boot, Arrays.copyOf(Files.readAllBytes(boot), 4096));
        assertThat(write()).isEqualTo(4);
        assertThat(err.toString()).contains("is packed", "xz -dk");
        Files.write(boot, new byte[4096]);
        assertThat(write()).isEqualTo(4);
        assertThat(err.toString()).contains("it has no partition table", "image build");
    }
}

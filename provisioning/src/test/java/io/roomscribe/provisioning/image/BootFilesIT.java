package io.roomscribe.provisioning.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.roomscribe.testkit.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written is read back by somebody else's parser, byte for byte: YAML and TOML readers, a
/// real shell, and a reader of key files that knows nothing of how they were written.
@Tag("V4")
final class BootFilesIT {
    private static final long SEED = Long.getLong("seed", 20261122L);
    private static final int ROUNDS = 60;
    private static final String OLD_LINE = "console=tty1 root=PARTUUID=1-02 rootwait quiet";
    private static final Pattern COMMAND =
            Pattern.compile("echo ([A-Za-z0-9+/=]*) \\| base64 -d >'([^']+)'; chmod (\\d+) ");

    /// What people and attackers name their networks.
    private static final List<String> ODD =
            List.of(
                    "Küche & Bar",
                    "it's \"ours\"",
                    "back\\slash\\n",
                    "$(reboot)`id`",
                    "'; rm -rf / #",
                    "  blanks  ",
                    "\ttab",
                    "회의실",
                    "\ud83d\ude00 wifi",
                    "\u0085\u2028\ufeff",
                    "\u0001\u007f",
                    "[section]\u00ad",
                    "a=b;c=d;",
                    "%s %d %%",
                    "|>-&*!?{}");

    @TempDir private Path folder;
    private final Random random = new Random(SEED);

    private String oddText(int bytesMax) {
        var text = new StringBuilder();
        while (true) {
            var more =
                    random.nextInt(3) == 0
                            ? ODD.get(random.nextInt(ODD.size()))
                            : Character.toString(randomCodePoint());
            if ((text + more).getBytes(StandardCharsets.UTF_8).length > bytesMax) {
                return text.isEmpty() ? "x" : text.toString();
            }
            text.append(more);
            if (random.nextInt(4) == 0) {
                return text.toString();
            }
        }
    }

    private int randomCodePoint() {
        while (true) {
            var one = random.nextInt(0x20, random.nextBoolean() ? 0x7f : 0x1ffff);
            if (Character.isDefined(one) && (one < 0xd800 || one > 0xdfff)) {
                return one;
            }
        }
    }

    private Wifi oddWifi() {
        var kinds = List.copyOf(EnumSet.allOf(Wifi.Security.class));
        var security = kinds.get(random.nextInt(kinds.size()));
        var secret =
                switch (security) {
                    case OPEN -> "";
                    case PSK ->
                            random.ints(random.nextInt(8, 64), 0x20, 0x7f)
                                    .mapToObj(Character::toString)
                                    .collect(Collectors.joining());
                    case SAE, ENTERPRISE -> oddText(60).replace("\u0000", "");
                };
        var identity = security == Wifi.Security.ENTERPRISE ? oddText(30) : "";
        return new Wifi(oddText(32), security, secret, identity, "", random.nextBoolean(), "DE");
    }

    private BoxSetup oddSetup() {
        var hostnames = List.of("a", "room-7", "X".repeat(63), "0-0");
        return new BoxSetup(
                hostnames.get(random.nextInt(hostnames.size())),
                "technician",
                "ssh-ed25519 AAAAC3Nz it's \"mine\" $(id) %s \\n",
                "de_DE.UTF-8",
                "Europe/Berlin",
                "de",
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(oddWifi()),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(
                                new BoxSetup.StaticAddress(
                                        "10.0.0.7/24", "10.0.0.1", List.of("10.0.0.53"))),
                random.nextBoolean() ? "" : "http://proxy.example:3128",
                "device.room-name = " + oddText(60) + "\n",
                "K7QF-3MPD-9X2T-0ABC");
    }

    @Test
    void everyFormatBringsEveryFileByteForByte() throws Exception {
        System.out.println("seed " + SEED);
        for (var round = 0; round < ROUNDS; round++) {
            var setup = oddSetup();
            var expected =
                    setup.files().stream()
                            .collect(Collectors.toMap(PlacedFile::path, PlacedFile::content));

            assertThat(filesOfCloudInit(setup)).isEqualTo(expected);
            assertThat(filesOfPreseed(setup)).isEqualTo(expected);
            assertThat(filesOfCommands(firstrun(setup))).isEqualTo(expected);
        }
    }

    @Test
    void networkManagerReadsTheNameAndThePasswordThatWereMeant() {
        for (var round = 0; round < 500; round++) {
            var setup = oddSetup();
            if (setup.wifi().isEmpty()) {
                continue;
            }
            var wifi = setup.wifi().get();
            var file =
                    setup.files().stream()
                            .filter(one -> one.path().endsWith("roomscribe-wifi.nmconnection"))
                            .findFirst()
                            .orElseThrow();

            var keys = keyFile(file.content());
            assertThat(file.mode()).isEqualTo("0600");
            assertThat(nameOf(keys.getOrDefault("wifi/ssid", ""))).isEqualTo(wifi.ssid());
            assertThat(keys.get("wifi/hidden")).isEqualTo(String.valueOf(wifi.isHidden()));
            switch (wifi.security()) {
                case OPEN -> assertThat(keys).doesNotContainKey("wifi-security/key-mgmt");
                case PSK, SAE ->
                        assertThat(unescaped(keys.getOrDefault("wifi-security/psk", "")))
                                .isEqualTo(wifi.secret());
                case ENTERPRISE -> {
                    assertThat(keys).containsEntry("wifi-security/key-mgmt", "wpa-eap");
                    assertThat(unescaped(keys.getOrDefault("802-1x/identity", "")))
                            .isEqualTo(wifi.identity());
                    assertThat(unescaped(keys.getOrDefault("802-1x/password", "")))
                            .isEqualTo(wifi.secret());
                }
            }
            if (setup.address().isPresent()) {
                assertThat(keys).containsEntry("ipv4/address1", "10.0.0.7/24,10.0.0.1");
                assertThat(keys).containsEntry("ipv4/dns", "10.0.0.53;");
            }
        }
    }

    @Test
    void cloudInitAndPreseedSayTheRestInTheirOwnWords() throws IOException {
        var setup = oddSetup();

        var cloud = new YAMLMapper().readTree(cloudInit(setup).getOrDefault("user-data", ""));
        var preseed = new TomlMapper().readTree(preseed(setup));

        assertThat(cloud.path("hostname").asText()).isEqualTo(setup.hostname());
        assertThat(cloud.path("users").get(0).path("ssh_authorized_keys").get(0).asText())
                .isEqualTo(setup.sshKey());
        assertThat(cloudInit(setup).getOrDefault("user-data", "")).startsWith("#cloud-config\n");
        assertThat(preseed.path("config_version").asText()).isEqualTo("1.1");
        assertThat(preseed.path("system").path("hostname").asText()).isEqualTo(setup.hostname());
        assertThat(preseed.path("ssh").path("authorized_keys").get(0).asText())
                .isEqualTo(setup.sshKey());
        assertThat(preseed.path("locale").path("timezone").asText()).isEqualTo("Europe/Berlin");
    }

    @Test
    void aShellUnderstandsTheScriptsAndRunsNothingOfTheNames() throws Exception {
        for (var round = 0; round < 8; round++) {
            var setup = oddSetup();
            var script = firstrun(setup);
            // A comment of a shell's own hand: what it would assign.
            var shown = script.lines().filter(line -> line.startsWith("key=")).findFirst();
            var file = Files.writeString(folder.resolve("firstrun.sh"), script);
            assertThat(output("bash", "-n", file.toString())).isEmpty();
            assertThat(output("bash", "-c", shown.orElseThrow() + "\nprintf %s \"$key\""))
                    .isEqualTo(setup.sshKey());
        }
    }

    @Test
    void theHookIsPutIntoTheCommandLineOnce() {
        var setup = oddSetup();
        var once =
                BootFiles.of(BootFormat.FIRSTRUN, setup, OLD_LINE + "\n")
                        .getOrDefault("cmdline.txt", "");

        assertThat(once).startsWith(OLD_LINE + " systemd.run=").endsWith("\n");
        assertThat(once.strip().lines()).hasSize(1);
        assertThat(BootFiles.of(BootFormat.FIRSTRUN, setup, once))
                .containsEntry("cmdline.txt", once);
    }

    private String output(String... command) {
        try (var process = ChildProcess.start("shell", folder, Map.of(), List.of(command))) {
            process.awaitExit(Duration.ofSeconds(20));
            return process.text();
        }
    }

    private static String firstrun(BoxSetup setup) {
        return BootFiles.of(BootFormat.FIRSTRUN, setup, OLD_LINE).getOrDefault("firstrun.sh", "");
    }

    private static Map<String, String> cloudInit(BoxSetup setup) {
        return BootFiles.of(BootFormat.CLOUD_INIT, setup, OLD_LINE);
    }

    private static String preseed(BoxSetup setup) {
        return BootFiles.of(BootFormat.RPI_PRESEED, setup, OLD_LINE)
                .getOrDefault("rpi-preseed.toml", "");
    }

    private static Map<String, String> filesOfCloudInit(BoxSetup setup) throws IOException {
        var files = new HashMap<String, String>();
        for (JsonNode one :
                new YAMLMapper()
                        .readTree(cloudInit(setup).getOrDefault("user-data", ""))
                        .path("write_files")) {
            assertThat(one.path("encoding").asText()).isEqualTo("b64");
            files.put(one.path("path").asText(), decoded(one.path("content").asText()));
        }
        return files;
    }

    private static Map<String, String> filesOfPreseed(BoxSetup setup) throws IOException {
        var commands = new StringBuilder();
        for (var one : new TomlMapper().readTree(preseed(setup)).path("runcmd").path("early")) {
            commands.append(one.asText()).append('\n');
        }
        return filesOfCommands(commands.toString());
    }

    private static Map<String, String> filesOfCommands(String text) {
        return COMMAND.matcher(text)
                .results()
                .collect(
                        Collectors.toMap(
                                found -> found.group(2), found -> decoded(found.group(1))));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /// `section/key` to value, as GLib reads it: a line's end is a line feed and nothing else.
    private static Map<String, String> keyFile(String text) {
        var keys = new HashMap<String, String>();
        var section = "";
        for (var line : text.split("\n", -1)) {
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
            } else if (line.contains("=")) {
                var equals = line.indexOf('=');
                keys.put(section + "/" + line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return keys;
    }

    private static String nameOf(String bytes) {
        var parts = bytes.replaceAll(";$", "").split(";", -1);
        var name = new byte[parts.length];
        for (var i = 0; i < parts.length; i++) {
            name[i] = (byte) Integer.parseInt(parts[i]);
        }
        return new String(name, StandardCharsets.UTF_8);
    }

    private static String unescaped(String value) {
        var text = new StringBuilder();
        var isEscaped = false;
        for (var i = 0; i < value.length(); i++) {
            var one = value.charAt(i);
            if (isEscaped) {
                text.append(
                        switch (one) {
                            case 's' -> ' ';
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> one;
                        });
                isEscaped = false;
            } else if (one == '\\') {
                isEscaped = true;
            } else {
                text.append(one);
            }
        }
        return text.toString();
    }
}

package io.roomscribe.provisioning.device;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.file.DurableFiles;
import io.roomscribe.protocol.file.PrivateFolder;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The hub's file of boxes that may connect, one `<device-id> sha256:<hash of its token>` a line
/// (the hub reads it again when it changes), and the token files that go with it.
///
/// Confined to one thread.
public final class DeviceRegistry {
    private static final int TOKEN_BYTES = 32;

    private final Path devices;
    private final RandomGenerator random;

    /// @param hubFolder the hub's data folder; the file in it is called `devices.conf`
    public DeviceRegistry(Path hubFolder, RandomGenerator random) {
        this.devices = hubFolder.resolve("devices.conf");
        this.random = random;
    }

    public Path file() {
        return devices;
    }

    /// The hash that stands for the box, empty when it may not connect.
    public Optional<String> hash(DeviceId device) {
        return lines().stream()
                .filter(line -> isOf(device, line))
                .map(line -> line.strip().substring(device.value().length()).strip())
                .findFirst();
    }

    /// Makes a token, writes it for the box and its hash for the hub, in place of an earlier one.
    public void register(DeviceId device, Path tokenFile) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = HexFormat.of().formatHex(bytes);
        var lines = new ArrayList<>(lines());
        lines.removeIf(line -> isOf(device, line));
        lines.add(device + " " + hashOf(token));
        try {
            // The box's copy first: a hub that knows a token nobody has is a box locked out.
            writePrivate(tokenFile, token + "\n");
            writePrivate(devices, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot register device %s: %s is not writable (%s)"
                            .formatted(device, devices.getParent(), e.getMessage()),
                    "name folders you may write to with --hub-folder and --token-file",
                    e);
        }
    }

    /// Whether the file holds the token the hub knows the box by.
    public boolean matches(DeviceId device, Path tokenFile) {
        try {
            return hash(device)
                    .filter(known -> Files.isRegularFile(tokenFile))
                    .filter(hashOf(Files.readString(tokenFile).strip())::equals)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    static String hashOf(String token) {
        return "sha256:" + Sha256.hex(token);
    }

    private static boolean isOf(DeviceId device, String line) {
        return line.strip().split("\\s+", 2)[0].equals(device.value());
    }

    private List<String> lines() {
        try {
            return Files.exists(devices) ? Files.readAllLines(devices) : List.of();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s (%s)".formatted(devices, e.getMessage()),
                    "check the folder given with --hub-folder",
                    e);
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    /// Readable by its owner only, and never half written.
    private static void writePrivate(Path file, String text) throws IOException {
        PrivateFolder.create(folderOf(file));
        DurableFiles.replacePrivate(file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8));
    }
}

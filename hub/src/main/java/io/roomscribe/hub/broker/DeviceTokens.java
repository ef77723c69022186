package io.roomscribe.hub.broker;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.Sha256;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which boxes are known, from a file with a line `<device-id> sha256:<64 hex digits>` each. The
/// file holds hashes only, and is read again when it changes, so that a box is added or locked out
/// without a restart. A line that is wrong locks out its box and nobody else.
///
/// Thread-safe.
public final class DeviceTokens {
    private static final System.Logger LOG = System.getLogger(DeviceTokens.class.getName());
    private static final Pattern HASH = Pattern.compile("sha256:([0-9a-fA-F]{64})");

    private record Version(FileTime modified, long size, @Nullable Object key) {}

    private final Path file;
    private @Nullable Version version;
    private Map<String, byte[]> hashes = Map.of();

    public DeviceTokens(Path file) {
        this.file = file;
    }

    /// The line that lets `device` in with `token`.
    public static String line(DeviceId device, String token) {
        return "%s sha256:%s".formatted(device, Sha256.hex(token));
    }

    /// Whether `token` is the one of the box called `device`.
    boolean isValid(String device, String token) {
        var expected = hash(device);
        return expected.isPresent() && MessageDigest.isEqual(expected.get(), Sha256.of(token));
    }

    private synchronized Optional<byte[]> hash(String device) {
        refresh();
        return Optional.ofNullable(hashes.get(device));
    }

    private void refresh() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            var now =
                    new Version(
                            attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            if (!now.equals(version)) {
                hashes = read();
                version = now;
                LOG.log(Level.INFO, "Device file read file={0} devices={1}", file, hashes.size());
            }
        } catch (NoSuchFileException e) {
            if (version != null || !hashes.isEmpty()) {
                LOG.log(Level.WARNING, "Device file is gone, no box can connect file={0}", file);
            }
            hashes = Map.of();
            version = null;
        } catch (IOException e) {
            // What was read before stays in force.
            LOG.log(
                    Level.WARNING,
                    "Device file cannot be read file={0} reason={1}",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    private Map<String, byte[]> read() throws IOException {
        var read = new HashMap<String, byte[]>();
        var number = 0;
        for (var raw : Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            var line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var parts = line.split("\\s+", -1);
            var hash = HASH.matcher(parts.length == 2 ? parts[1] : "");
            if (!hash.matches() || !isDeviceId(parts[0])) {
                LOG.log(
                        Level.WARNING,
                        "Line ignored in the device file, not ''<device-id> sha256:<64 hex digits>''"
                                + " file={0} line={1}",
                        file,
                        number);
                continue;
            }
            read.put(parts[0], HexFormat.of().parseHex(hash.group(1)));
        }
        return read;
    }

    private static boolean isDeviceId(String text) {
        try {
            return !new DeviceId(text).value().equals(EmbeddedBroker.HUB_USERNAME);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

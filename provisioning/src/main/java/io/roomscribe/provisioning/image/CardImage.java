package io.roomscribe.provisioning.image;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Where in the file of a whole card the partition lies that a box starts from, by either kind of
/// partition table.
final class CardImage {
    private static final int SECTOR_BYTES = 512;
    private static final int MBR_TABLE = 446;
    private static final int MBR_ENTRY_BYTES = 16;
    private static final int MBR_ENTRIES = 4;
    private static final int MBR_SIGNATURE = 0xaa55;
    private static final int GPT_PROTECTIVE = 0xee;
    private static final long GPT_SIGNATURE = 0x5452415020494645L; // "EFI PART"
    private static final int GPT_ENTRIES_MAX = 128;
    private static final int GPT_ENTRY_BYTES_MAX = 4096;
    private static final Set<Integer> FAT_TYPES = Set.of(0x06, 0x0b, 0x0c, 0x0e, 0xef);
    private static final Set<UUID> FAT_KINDS =
            Set.of(
                    UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b"),
                    UUID.fromString("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7"));
    private static final int XZ = 0xfd377a58;
    private static final int ZIP = 0x504b0304;
    private static final int GZIP = 0x1f8b;

    private CardImage() {}

    /// In bytes from the file's start.
    ///
    /// @throws CommandException when the file is no card's image, or a packed one
    static long bootOffset(Path file) {
        try (var channel = FileChannel.open(file)) {
            var first = read(channel, 0, SECTOR_BYTES);
            unpacked(file, first);
            if (Short.toUnsignedInt(first.getShort(SECTOR_BYTES - 2)) != MBR_SIGNATURE) {
                throw refused(file, "it has no partition table", Optional.empty());
            }
            return find(channel, first)
                    .orElseThrow(() ->
                            refused(
                                    file,
                                    "it has no FAT partition to start from",
                                    Optional.empty()));
        } catch (IOException e) {
            throw refused(file, "it cannot be read, or ends too early", Optional.of(e));
        }
    }

    private static void unpacked(Path file, ByteBuffer first) {
        var magic = Integer.reverseBytes(first.getInt(0));
        if (magic == XZ || magic == ZIP || magic >>> 16 == GZIP) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s is packed".formatted(file),
                    "unpack it first: '%s %s'"
                            .formatted(
                                    magic == XZ ? "xz -dk" : magic == ZIP ? "unzip" : "gunzip -k",
                                    file));
        }
    }

    private static OptionalLong find(SeekableByteChannel channel, ByteBuffer first)
            throws IOException {
        for (var entry = 0; entry < MBR_ENTRIES; entry++) {
            var at = MBR_TABLE + entry * MBR_ENTRY_BYTES;
            var type = Byte.toUnsignedInt(first.get(at + 4));
            if (type == GPT_PROTECTIVE) {
                return findByGpt(channel);
            }
            if (FAT_TYPES.contains(type)) {
                return OptionalLong.of(Integer.toUnsignedLong(first.getInt(at + 8)) * SECTOR_BYTES);
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong findByGpt(SeekableByteChannel channel) throws IOException {
        var header = read(channel, SECTOR_BYTES, SECTOR_BYTES);
        var entryBytes = header.getInt(84);
        if (header.getLong(0) != GPT_SIGNATURE
                || entryBytes < 128
                || entryBytes > GPT_ENTRY_BYTES_MAX) {
            return OptionalLong.empty();
        }
        var count = Math.clamp(header.getInt(80), 0, GPT_ENTRIES_MAX);
        var table = header.getLong(72) * SECTOR_BYTES;
        for (var entry = 0; entry < count; entry++) {
            var one = read(channel, table + (long) entry * entryBytes, 128);
            if (FAT_KINDS.contains(kind(one))) {
                return OptionalLong.of(one.getLong(32) * SECTOR_BYTES);
            }
        }
        return OptionalLong.empty();
    }

    /// The first three groups of a GUID are stored the other way round.
    private static UUID kind(ByteBuffer entry) {
        var high =
                Integer.toUnsignedLong(entry.getInt(0)) << 32
                        | Short.toUnsignedLong(entry.getShort(4)) << 16
                        | Short.toUnsignedLong(entry.getShort(6));
        return new UUID(high, Long.reverseBytes(entry.getLong(8)));
    }

    private static ByteBuffer read(SeekableByteChannel channel, long at, int bytes)
            throws IOException {
        var buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the file ends within its partition table");
            }
        }
        return buffer.flip();
    }

    private static CommandException refused(Path file, String reason, Optional<IOException> cause) {
        var message = "%s is no image of a card: %s".formatted(file, reason);
        var hint =
                "name an unpacked image of Raspberry Pi OS, or one of './roomscribe image build'";
        return cause.map(e -> new CommandException(ExitCode.REFUSED, message, hint, e))
                .orElseGet(() -> new CommandException(ExitCode.REFUSED, message, hint));
    }
}

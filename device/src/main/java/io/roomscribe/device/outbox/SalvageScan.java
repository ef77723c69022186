package io.roomscribe.device.outbox;

import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Finds entries in the bytes of a database that H2 cannot read any more. H2 itself never opens
/// that file again: its own recovery tool needs a sound header and gives up at the first missing
/// block, while an entry lies in one piece, says what it is, and has its checksum two fields behind
/// it. So whatever part of the file is left gives back its entries, and nothing that was altered.
///
/// Reads through a window of a few megabytes; a part that cannot be read is left out.
final class SalvageScan {
    private static final byte[] BEGINNING = "{\"type\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int PAYLOAD_BYTES_MAX = 1024 * 1024;
    private static final int WINDOW = 4 * 1024 * 1024;
    private static final int BLOCK = 4096;

    /// Behind the payload: the hash, with type and length, then the checksum, with its type.
    private static final int CHECKSUM_WITHIN = 80;

    private final MessageCodec codec;
    private final Set<String> payloads = new LinkedHashSet<>();

    SalvageScan(MessageCodec codec) {
        this.codec = codec;
    }

    /// The payloads found, each once, in the order they lie in the file.
    static Set<String> of(Path file, MessageCodec codec) {
        var scan = new SalvageScan(codec);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            scan.read(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scan.payloads;
    }

    private void read(FileChannel channel) throws IOException {
        var window = new byte[WINDOW];
        var size = channel.size();
        var step = WINDOW - PAYLOAD_BYTES_MAX - CHECKSUM_WITHIN;
        for (var position = 0L; position < size; position += step) {
            var length = fill(channel, position, window);
            scan(window, length, position + length >= size ? length : step);
        }
    }

    /// What cannot be read stays zero.
    private static int fill(FileChannel channel, long position, byte[] window) throws IOException {
        var length = (int) Math.min(window.length, channel.size() - position);
        for (var at = 0; at < length; at += BLOCK) {
            var block = ByteBuffer.wrap(window, at, Math.min(BLOCK, length - at));
            try {
                while (block.hasRemaining()
                        && channel.read(block, position + block.position()) > 0) {
                    // Reads on.
                }
            } catch (IOException e) {
                Arrays.fill(window, at, at + Math.min(BLOCK, length - at), (byte) 0);
            }
        }
        return length;
    }

    private void scan(byte[] window, int length, int beginBefore) {
        var at = 0;
        while (at < beginBefore) {
            if (begins(window, at, length)) {
                var found = read(window, at, length);
                if (found.isPresent() && take(found.get(), window, length)) {
                    at = found.get().end();
                    continue;
                }
            }
            at++;
        }
    }

    private static boolean begins(byte[] window, int at, int length) {
        if (at + BEGINNING.length > length) {
            return false;
        }
        for (var i = 0; i < BEGINNING.length; i++) {
            if (window[at + i] != BEGINNING[i]) {
                return false;
            }
        }
        return true;
    }

    /// An object's text and the byte behind it.
    private record Found(String text, int end) {}

    /// H2 writes each UTF-16 unit by itself in one to three bytes, of which those that follow have
    /// no mark: any byte may be one, so the object's end shows only by reading it.
    private static Optional<Found> read(byte[] window, int from, int length) {
        var text = new StringBuilder();
        var end = Math.min(length - 2, from + PAYLOAD_BYTES_MAX);
        var depth = 0;
        var isText = false;
        var isEscaped = false;
        for (var at = from; at < end; ) {
            var first = window[at++] & 0xff;
            var unit = (char) first;
            if (first >= 0xe0) {
                var middle = window[at++] & 0x3f;
                unit = (char) (((first & 0xf) << 12) + (middle << 6) + (window[at++] & 0x3f));
            } else if (first >= 0x80) {
                unit = (char) (((first & 0x1f) << 6) + (window[at++] & 0x3f));
            } else if (first < ' ') {
                return Optional.empty();
            }
            text.append(unit);
            if (isEscaped) {
                isEscaped = false;
            } else if (unit == '"') {
                isText = !isText;
            } else if (isText) {
                isEscaped = unit == '\\';
            } else if (unit == '{' || unit == '}') {
                depth += unit == '{' ? 1 : -1;
            }
            if (depth == 0) {
                return Optional.of(new Found(text.toString(), at));
            }
        }
        return Optional.empty();
    }

    private boolean take(Found found, byte[] window, int length) {
        if (!hasChecksum(found.text(), window, found.end(), length)) {
            return false;
        }
        try {
            codec.decodeBody(found.text());
        } catch (ProtocolException e) {
            return false;
        }
        payloads.add(found.text());
        return true;
    }

    /// The checksum of the row, as H2 writes an integer: seven bits a byte, of its absolute value.
    private static boolean hasChecksum(String payload, byte[] window, int end, int length) {
        var value = OutboxRow.crc(payload);
        var wanted = variable(value < 0 ? -value : value);
        for (var at = end; at + wanted.length <= Math.min(length, end + CHECKSUM_WITHIN); at++) {
            if (Arrays.equals(window, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] variable(int value) {
        var bytes = ByteBuffer.allocate(5);
        var rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}

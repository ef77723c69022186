package io.roomscribe.protocol.message;

import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.StreamId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The chain by which the hub proves that nothing is missing and nothing was changed: `h(0) =
/// SHA-256(stream)`, `h(n) = SHA-256(h(n-1) | n | payload(n))`, the stream and n as 8 bytes
/// big-endian, the payload as UTF-8. Written as 64 hexadecimal digits.
public final class HashChain {

    /// What a tombstone carries when the hash of what it stands for is gone too: the chain begins
    /// anew after it.
    public static final String UNKNOWN = "0".repeat(64);

    private HashChain() {}

    /// What the first entry of a stream is chained to.
    public static String genesis(StreamId stream) {
        return Sha256.hex(longBytes(stream.bits()));
    }

    public static String next(String previousHash, long sequence, String payload) {
        var digest = Sha256.digest();
        digest.update(HexFormat.of().parseHex(previousHash));
        digest.update(longBytes(sequence));
        return HexFormat.of().formatHex(digest.digest(payload.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}

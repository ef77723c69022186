package io.roomscribe.device.outbox;

import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.HashChain;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/// An entry as it lies on the medium.
record OutboxRow(long sequence, String payload, String hash, int crc, Instant createdAt) {

    static OutboxRow of(Entry entry, Instant now) {
        return new OutboxRow(
                entry.sequence(), entry.payload(), entry.hash(), crc(entry.payload()), now);
    }

    static int crc(String payload) {
        var crc = new CRC32C();
        crc.update(payload.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    boolean isPayloadIntact() {
        return crc == crc(payload);
    }

    /// Whether it is what was written, as far as this can be told.
    ///
    /// @param previousHash empty when it is not known
    boolean isIntact(String previousHash) {
        return isPayloadIntact()
                && (previousHash.isEmpty()
                        || Tombstones.isTombstone(payload)
                        || HashChain.next(previousHash, sequence, payload).equals(hash));
    }

    Entry entry() {
        return new Entry(sequence, payload, hash);
    }
}

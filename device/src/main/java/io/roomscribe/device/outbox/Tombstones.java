package io.roomscribe.device.outbox;

import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.MessageCodec;

/// How tombstones look, and what they do to the hash chain: they prove nothing, and the entry after
/// one is proven by the hash that the tombstone carries, which is that of the entry it stands for.
final class Tombstones {
    private static final String BEGINNING = "{\"type\":\"tombstone\"";

    private Tombstones() {}

    static boolean isTombstone(String payload) {
        return payload.startsWith(BEGINNING);
    }

    static EntryBody.Tombstone parse(MessageCodec codec, String payload) {
        return (EntryBody.Tombstone) codec.decodeBody(payload);
    }

    /// What the entry after one with this hash is chained to; empty when nobody knows.
    static String chainedTo(String hash) {
        return hash.equals(HashChain.UNKNOWN) ? "" : hash;
    }
}

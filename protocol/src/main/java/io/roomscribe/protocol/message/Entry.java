package io.roomscribe.protocol.message;

import io.roomscribe.protocol.StreamId;

/// One row of the outbox as it travels.
///
/// @param sequence from 1, gapless within the stream
/// @param payload the JSON of an [EntryBody], byte for byte as the box stored and hashed it; a
///   receiver checks the hash before it parses
/// @param hash link of the hash chain, 64 hexadecimal digits, see [HashChain]
public record Entry(long sequence, String payload, String hash) {
    public Entry {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence starts at 1, not " + sequence);
        }
    }

    /// The entry that follows one whose hash is `previousHash`.
    public static Entry of(long sequence, String payload, String previousHash) {
        return new Entry(sequence, payload, HashChain.next(previousHash, sequence, payload));
    }

    /// The first entry of a stream.
    public static Entry first(StreamId stream, String payload) {
        return of(1, payload, HashChain.genesis(stream));
    }
}

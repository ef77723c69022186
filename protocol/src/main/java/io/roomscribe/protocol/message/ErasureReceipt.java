package io.roomscribe.protocol.message;

import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.UUID;

/// The record that something was removed by request: what, how much, when; nothing of what it said.
///
/// @param id of the command that asked for it
/// @param from where the erased stretch begins; an utterance that reaches into it went as a whole
/// @param erasedAt the box's wall clock
/// @param utterances that went from the box's transcript
/// @param entries of the outbox whose text was taken out
/// @param samples of audio that were overwritten, at 16 kHz
public record ErasureReceipt(
        UUID id,
        RoomId room,
        Instant from,
        Instant to,
        Instant erasedAt,
        int utterances,
        int entries,
        long samples) {
    public ErasureReceipt {
        Checks.ascending(from, to);
        Checks.notNegative("utterances", utterances);
        Checks.notNegative("entries", entries);
        Checks.notNegative("samples", samples);
    }
}

package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something a box was asked to do, and what became of it so far.
///
/// Immutable.
///
/// @param outcome empty while nothing was heard
/// @param reason one sentence; empty when there is nothing to say
/// @param answeredAt the box's clock; empty while it has not answered
public record DeviceCommand(
        UUID id,
        DeviceId device,
        CommandBody command,
        Instant issuedAt,
        Instant expiresAt,
        Optional<CommandOutcome> outcome,
        String reason,
        Optional<Instant> answeredAt,
        CommandResult result) {

    /// Whether nothing more is to be heard of it.
    public boolean isFinal() {
        return outcome.map(CommandOutcome::isFinal).orElse(false);
    }

    /// What it stands at, as one word.
    public String state() {
        return outcome.map(CommandOutcome::word).orElse("waiting");
    }

    Message.Command message() {
        return new Message.Command(id, issuedAt, expiresAt, command);
    }
}

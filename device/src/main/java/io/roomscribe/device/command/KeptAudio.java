package io.roomscribe.device.command;

import io.roomscribe.protocol.message.CommandResult;
import java.time.Instant;

/// The audio that a room keeps, if it keeps any.
public interface KeptAudio {
    /// Audio of one stretch, at most [io.roomscribe.protocol.message.CommandBody#FETCH_MAX] long.
    ///
    /// @throws CommandException when there is none, or the room does not allow it
    CommandResult fetch(Instant from, Instant to);

    /// Of a room that keeps no audio.
    static KeptAudio none() {
        return (from, to) -> {
            throw CommandException.refused(
                    "this room keeps no audio", "only its transcript can be had");
        };
    }
}

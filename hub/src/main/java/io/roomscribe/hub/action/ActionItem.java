package io.roomscribe.hub.action;

import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.Optional;

/// One action item of one meeting, as its newest minutes have it.
///
/// Immutable.
///
/// @param meetingAt when that meeting began
/// @param done when and by whom it was done; empty while it is open
public record ActionItem(
        String meeting,
        String meetingTitle,
        RoomId room,
        Instant meetingAt,
        String text,
        Optional<String> owner,
        Optional<String> due,
        Evidence evidence,
        Optional<Done> done) {

    /// @param by who said so, for people
    public record Done(Instant at, String by) {}

    public boolean isDone() {
        return done.isPresent();
    }

    /// Names it among its meeting's items, as long as it reads so.
    public String key() {
        return ItemKey.of(text, evidence.segments());
    }
}

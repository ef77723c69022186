package io.roomscribe.hub.release;

import io.roomscribe.protocol.DeviceId;
import java.time.Instant;
import java.util.Set;

/// How far one box is in a roll-out.
///
/// Immutable.
///
/// @param stage which group, from 0
/// @param state `waiting`, `asked` or a step of the update
/// @param command that it was asked with, empty before
public record RolloutBox(
        DeviceId device,
        int stage,
        String state,
        String reason,
        String command,
        Instant changedAt,
        boolean online,
        String software) {
    static final String WAITING = "waiting";
    static final String ASKED = "asked";
    static final String CONFIRMED = "confirmed";
    private static final Set<String> FAILURES = Set.of("failed", "rolled-back");

    public boolean isGood() {
        return state.equals(CONFIRMED);
    }

    public boolean hasFailed() {
        return FAILURES.contains(state);
    }

    public boolean isEnd() {
        return isGood() || hasFailed();
    }

    /// It is off, so nobody waits for it; it is asked when it is back.
    boolean isAway() {
        return state.equals(WAITING) && !online;
    }
}

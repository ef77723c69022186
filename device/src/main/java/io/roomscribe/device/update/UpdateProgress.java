package io.roomscribe.device.update;

/// What is kept of an update from one start to the next.
///
/// Immutable.
///
/// @param version that is wanted; empty before the first update
/// @param before the version that ran when it was ordered
/// @param slot that the wanted one goes to
/// @param beforeSlot that ran when it was ordered
/// @param reason why it is rolled back; else empty
record UpdateProgress(
        UpdateState state,
        String version,
        String before,
        Slot slot,
        Slot beforeSlot,
        boolean atOnce,
        String reason) {
    static final UpdateProgress NONE =
            new UpdateProgress(UpdateState.IDLE, "", "", Slot.A, Slot.PACKAGE, false, "");

    UpdateProgress at(UpdateState next) {
        return new UpdateProgress(next, version, before, slot, beforeSlot, atOnce, reason);
    }

    UpdateProgress because(String why) {
        return new UpdateProgress(state, version, before, slot, beforeSlot, atOnce, why);
    }
}

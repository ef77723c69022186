package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.fleet.RoomState;
import java.util.List;
import java.util.Optional;

/// A room as its card shows it.
///
/// Immutable.
///
/// @param meeting the one that is going on
/// @param quiet what to say when none is
/// @param lastTexts what was said last in it, oldest first
/// @param standing what to say instead when nothing is: why, and what to do about it
/// @param minutesLine the newest line of its minutes, empty when there is none
/// @param noMinutes what to say then
record RoomView(
        String id,
        String name,
        RoomState state,
        Optional<MeetingView> meeting,
        String quiet,
        List<String> lastTexts,
        String standing,
        String minutesLine,
        String noMinutes) {}

package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.RoomId;

/// A meeting room, as its box introduced it, and where technicians put it.
///
/// Immutable.
///
/// @param name for people: `Boardroom`
/// @param site building or place, as technicians said it; empty for none
public record Room(RoomId id, String name, String site) {
    private static final int SITE_CHARS_MAX = 100;

    /// Whether a site may be called so: one line, or nothing.
    public static boolean isSite(String text) {
        return text.length() <= SITE_CHARS_MAX && text.chars().noneMatch(Character::isISOControl);
    }
}

package io.roomscribe.hub.account;

import java.util.Locale;

/// What somebody is here for.
public enum Role {
    /// Reads meetings of the rooms given to them.
    VIEWER,
    /// Also corrects and names.
    MEMBER,
    /// Looks after boxes, and reads nothing that was said.
    TECHNICIAN,
    /// May do everything, in every room.
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is none of that name
    public static Role parse(String word) {
        for (var role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("no such role");
    }
}

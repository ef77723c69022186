package io.roomscribe.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The name of a room, as configured on its box.
///
/// Immutable.
///
/// @param value 1 to 64 lower-case letters, digits or `-`, starting with a letter or digit
public record RoomId(@JsonValue String value) {

    @JsonCreator
    public RoomId {
        Names.check("room id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

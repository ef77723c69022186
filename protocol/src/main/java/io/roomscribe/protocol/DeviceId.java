package io.roomscribe.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The one name of a box: MQTT client id, topic level and certificate CN.
///
/// Immutable.
///
/// @param value 1 to 64 lower-case letters, digits or `-`, starting with a letter or digit
public record DeviceId(@JsonValue String value) {

    @JsonCreator
    public DeviceId {
        Names.check("device id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.roomscribe.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// An uninterrupted capture from start to stop, crash or mute: 64 random bits. Sample positions
/// count from the recording's first sample, at 16 kHz.
///
/// Immutable.
public record RecordingId(long bits) {

    public static RecordingId random(RandomGenerator random) {
        return new RecordingId(random.nextLong());
    }

    @JsonCreator
    public static RecordingId parse(String hex) {
        if (hex.length() != 16) {
            throw new IllegalArgumentException(
                    "not a recording id: '" + hex + "'; expected 16 hexadecimal digits");
        }
        return new RecordingId(HexFormat.fromHexDigitsToLong(hex));
    }

    @JsonValue
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}

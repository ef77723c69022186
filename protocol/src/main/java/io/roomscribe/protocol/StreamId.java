package io.roomscribe.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// One outbox's life: 64 random bits. A new outbox (first start, or a rebuilt store) is a new
/// stream, so its sequence may start at 1 again.
///
/// Immutable.
public record StreamId(long bits) {

    public static StreamId random(RandomGenerator random) {
        return new StreamId(random.nextLong());
    }

    @JsonCreator
    public static StreamId parse(String hex) {
        if (hex.length() != 16) {
            throw new IllegalArgumentException(
                    "not a stream id: '" + hex + "'; expected 16 hexadecimal digits");
        }
        return new StreamId(HexFormat.fromHexDigitsToLong(hex));
    }

    @JsonValue
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}

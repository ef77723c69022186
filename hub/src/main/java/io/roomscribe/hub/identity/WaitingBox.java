package io.roomscribe.hub.identity;

import io.roomscribe.protocol.DeviceId;
import java.time.Instant;

/// A box that asks to be accepted by a person.
///
/// Immutable.
///
/// @param keyHash what tells it from others
/// @param serial of the machine, empty when it has none
/// @param address where it asked from
public record WaitingBox(
        String keyHash,
        DeviceId device,
        String serial,
        String address,
        Instant askedAt,
        Instant lastAt) {
    private static final int SHOWN = 4;

    /// Short enough to be compared with what the box shows.
    public String fingerprint() {
        return fingerprint(keyHash);
    }

    static String fingerprint(String keyHash) {
        return "%s-%s-%s"
                .formatted(
                        keyHash.substring(0, SHOWN),
                        keyHash.substring(SHOWN, 2 * SHOWN),
                        keyHash.substring(2 * SHOWN, 3 * SHOWN));
    }
}

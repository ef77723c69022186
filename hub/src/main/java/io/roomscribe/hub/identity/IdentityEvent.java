package io.roomscribe.hub.identity;

import io.roomscribe.protocol.DeviceId;
import java.time.Instant;
import java.util.Locale;

/// Something that happened to a box's identity.
///
/// Immutable.
///
/// @param detail never a claim or a key
public record IdentityEvent(Instant at, DeviceId device, Kind kind, String detail) {

    /// What happened.
    public enum Kind {
        CLAIM_MADE,
        CERTIFICATE_ISSUED,
        CERTIFICATE_RENEWED,
        FIRST_CONNECTED,
        ASKED_TO_BE_ACCEPTED,
        ACCEPTED,
        NOT_ACCEPTED,
        REVOKED,
        REFUSED,
        CLONED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}

package io.roomscribe.device.retention;

import io.roomscribe.protocol.configuration.DurationForm;
import io.roomscribe.protocol.configuration.SettingForm;
import java.time.Duration;
import java.util.Optional;

/// How long a room's audio stays on its box once the hub has the text. Whatever it says, audio
/// whose text the hub does not have yet stays, unless the disk runs full.
///
/// Immutable.
@SettingForm("never | until-acknowledged | duration: 12h, 30d")
public sealed interface AudioPolicy {

    /// Reads what `toString` writes.
    static AudioPolicy parse(String text) {
        return switch (text) {
            case "never" -> new Never();
            case "until-acknowledged" -> new UntilAcknowledged();
            default -> {
                try {
                    yield new For(DurationForm.parse(text));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "expected never, until-acknowledged or a duration such as 30d", e);
                }
            }
        };
    }

    /// Whether the room lets anybody hear what was recorded.
    default boolean mayBeHeard() {
        return !(this instanceof Never);
    }

    /// How long audio stays, empty when acknowledgement alone decides.
    default Optional<Duration> longest() {
        return this instanceof For kept ? Optional.of(kept.age()) : Optional.empty();
    }

    /// Nobody ever hears it: it serves to make the text, and goes when the hub has that.
    record Never() implements AudioPolicy {
        @Override
        public String toString() {
            return "never";
        }
    }

    /// It goes when the hub has the text; until then it may be fetched.
    record UntilAcknowledged() implements AudioPolicy {
        @Override
        public String toString() {
            return "until-acknowledged";
        }
    }

    /// It is kept, compressed, until it is this old.
    record For(Duration age) implements AudioPolicy {
        public For {
            if (age.isZero()) {
                throw new IllegalArgumentException(
                        "expected a duration above 0; 'until-acknowledged' keeps nothing longer");
            }
        }

        @Override
        public String toString() {
            return DurationForm.format(age);
        }
    }
}

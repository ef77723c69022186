package io.roomscribe.device.recording;

import io.roomscribe.protocol.message.ClockQuality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One moment by both clocks.
///
/// Immutable.
///
/// @param nanos monotonic
/// @param quality how good the wall clock was just before it was read
record Moment(long nanos, Instant wall, ClockQuality quality) {

    Moment minusNanos(long earlier) {
        return earlier == 0
                ? this
                : new Moment(
                        nanos - earlier,
                        wall.minusNanos(earlier).truncatedTo(ChronoUnit.MICROS),
                        quality);
    }
}

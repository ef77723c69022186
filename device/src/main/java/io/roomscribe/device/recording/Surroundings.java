package io.roomscribe.device.recording;

import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.time.Ticker;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What the recorder needs to know of the world.
///
/// @param ticker comparable between the processes of one boot, as `System::nanoTime` is on Linux
/// @param bootId the kernel's boot id: tells a crash from a power cut
/// @param clockQuality how good the wall clock is now
public record Surroundings(
        Clock clock,
        Ticker ticker,
        RandomGenerator random,
        String bootId,
        Supplier<ClockQuality> clockQuality) {

    /// As fine as segment files and tables keep it.
    Moment now() {
        // Asked first: a clock that becomes good in between is told to be worse than it is.
        var quality = clockQuality.get();
        return new Moment(ticker.nanos(), clock.instant().truncatedTo(ChronoUnit.MICROS), quality);
    }
}

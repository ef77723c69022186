package io.roomscribe.device.retention;

import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Whether wall time may say how old something is. Not while the clock is not known to be good, and
/// not for a day after it leapt ahead: somebody who set it a year ahead by mistake has that long to
/// notice before anything goes.
///
/// Confined to the retention thread.
final class WallAge {
    private static final Logger LOG = System.getLogger(WallAge.class.getName());
    private static final Duration LEAP = Duration.ofHours(1);
    private static final Duration DOUBT = Duration.ofDays(1);

    private final BooleanSupplier clockIsGood;
    private final Clock clock;
    private final Ticker ticker;
    private Instant wall = Instant.EPOCH;
    private long atNanos;
    private long doubtedAtNanos;
    private boolean wasGood;
    private boolean isDoubted;

    WallAge(BooleanSupplier clockIsGood, Clock clock, Ticker ticker) {
        this.clockIsGood = clockIsGood;
        this.clock = clock;
        this.ticker = ticker;
    }

    boolean isGood() {
        var now = clock.instant();
        var good = clockIsGood.getAsBoolean();
        if (good && wasGood) {
            var ahead = Duration.between(wall, now).minus(ticker.since(atNanos));
            if (ahead.compareTo(LEAP) > 0) {
                isDoubted = true;
                doubtedAtNanos = ticker.nanos();
                LOG.log(Level.WARNING, "Wall clock leapt, nothing ages for a day leap={0}", ahead);
            } else if (ahead.compareTo(LEAP.negated()) < 0) {
                // Set back to where it was.
                isDoubted = false;
            }
        }
        if (isDoubted && ticker.since(doubtedAtNanos).compareTo(DOUBT) >= 0) {
            isDoubted = false;
        }
        wasGood = good;
        wall = now;
        atNanos = ticker.nanos();
        return good && !isDoubted;
    }
}

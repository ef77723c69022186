package io.roomscribe.device.clock;

import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.time.Ticker;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether the network keeps the system's clock. Asked with each frame of audio, so it looks at the
/// system once a second only: a clock that has just become good is told to be worse than it is,
/// never better, for up to a second.
///
/// Thread-safe.
public final class SystemClockQuality implements Supplier<ClockQuality> {
    private static final long LOOK_NANOS = 1_000_000_000;

    private final BooleanSupplier isSet;
    private final Ticker ticker;
    private final AtomicReference<@Nullable Look> last = new AtomicReference<>();

    private record Look(ClockQuality quality, long nanos) {}

    /// @param isSet whether the network has set the clock; looks at the system
    public SystemClockQuality(BooleanSupplier isSet, Ticker ticker) {
        this.isSet = isSet;
        this.ticker = ticker;
    }

    @Override
    public ClockQuality get() {
        var now = ticker.nanos();
        var look = last.get();
        if (look == null || now - look.nanos() >= LOOK_NANOS) {
            look = new Look(isSet.getAsBoolean() ? ClockQuality.NTP : ClockQuality.UNSYNCED, now);
            last.set(look);
        }
        return look.quality();
    }
}

package io.roomscribe.device.clock;

import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The box's wall clock: the system's where the network keeps it, else the hub's time counted on by
/// monotonic time, else the system's for want of a better one.
///
/// Thread-safe.
public final class DeviceClock extends Clock {
    private static final Logger LOG = System.getLogger(DeviceClock.class.getName());

    /// When this release was written: a hub that says less has no good clock itself.
    private static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

    /// The hub's time at a monotonic moment.
    private record HubTime(Instant at, long nanos) {}

    private final Clock system;
    private final Ticker ticker;
    private final Supplier<ClockQuality> systemQuality;
    private final AtomicReference<Optional<HubTime>> hub = new AtomicReference<>(Optional.empty());

    /// @param systemQuality `NTP` once the system's clock is set by the network
    public DeviceClock(Clock system, Ticker ticker, Supplier<ClockQuality> systemQuality) {
        this.system = system;
        this.ticker = ticker;
        this.systemQuality = systemQuality;
    }

    /// The hub said something just now, by its own clock. The first time counts; whoever hears a
    /// message that waited somewhere, a retained one, must not pass it on.
    public void hubSaid(Instant sentAt) {
        if (sentAt.isBefore(EARLIEST)) {
            return;
        }
        var heard = Optional.of(new HubTime(sentAt, ticker.nanos()));
        if (!systemQuality.get().isGood() && hub.compareAndSet(Optional.empty(), heard)) {
            LOG.log(
                    Level.INFO,
                    "Clock taken from the hub by={0}",
                    Duration.between(system.instant(), sentAt));
        }
    }

    public ClockQuality quality() {
        var quality = systemQuality.get();
        return !quality.isGood() && hub.get().isPresent() ? ClockQuality.HUB : quality;
    }

    @Override
    public Instant instant() {
        var known = hub.get();
        if (known.isEmpty() || systemQuality.get().isGood()) {
            return system.instant();
        }
        return known.get().at().plus(ticker.since(known.get().nanos()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the box lives in UTC");
    }
}

package io.roomscribe.device;

import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.outbox.OutboxConfig;
import io.roomscribe.device.retention.Retention;
import java.time.Clock;

/// The outbox as retention sees it.
///
/// Thread-safe.
final class SentEntries implements Retention.Sent {
    private static final int PURGE_ROWS = 10_000;

    private final Outbox outbox;
    private final OutboxConfig config;
    private final Clock clock;

    SentEntries(Outbox outbox, OutboxConfig config, Clock clock) {
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public long acknowledgedThrough() {
        return outbox.position().ackedThrough();
    }

    @Override
    public long first() {
        return outbox.position().first();
    }

    @Override
    public void purge() {
        outbox.purge(clock.instant().minus(config.replayWindow()), PURGE_ROWS);
    }
}

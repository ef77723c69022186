package io.roomscribe.hub.dashboard;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.summary.SummaryStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/// Counts summary revisions as they come, for the metrics.
///
/// Runs on one virtual thread of its own until closed.
final class SummaryMeter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SummaryMeter.class.getName());
    private static final Duration TURN = Duration.ofSeconds(1);

    private final HubEvents.Subscription subscription;
    private final SummaryStore summaries;
    private final Consumer<SummaryRevision> counter;
    private volatile boolean closed;

    private SummaryMeter(
            HubEvents events, SummaryStore summaries, Consumer<SummaryRevision> counter) {
        this.subscription = events.subscribe();
        this.summaries = summaries;
        this.counter = counter;
    }

    static SummaryMeter start(
            HubEvents events, SummaryStore summaries, Consumer<SummaryRevision> counter) {
        var meter = new SummaryMeter(events, summaries, counter);
        Thread.ofVirtual().name("summary-meter").start(meter::run);
        return meter;
    }

    @Override
    public void close() {
        closed = true;
    }

    /// A figure may be missed; the next one must not be.
    private void count(String meeting, int number) {
        try {
            summaries.revision(meeting, number).ifPresent(counter);
        } catch (StoreException e) {
            LOG.log(Level.DEBUG, "Summary revision not counted meeting={0}", meeting);
        }
    }

    private void run() {
        try (subscription) {
            while (!closed) {
                if (subscription.poll(TURN).orElse(null)
                        instanceof HubEvent.SummaryRevised(var _, var meeting, var number)) {
                    count(meeting, number);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

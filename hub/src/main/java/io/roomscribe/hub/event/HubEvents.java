package io.roomscribe.hub.event;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Hands each event to every current subscription. Publishing never waits: a subscription whose
/// queue is full loses the event and learns so from [Subscription#takeLost()], upon which its owner
/// reads the stores again.
///
/// Thread-safe.
public final class HubEvents {
    private static final int QUEUE_LENGTH = 1024;

    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    public void publish(HubEvent event) {
        for (var subscription : subscriptions) {
            subscription.offer(event);
        }
    }

    /// Everything published from now on, until closed.
    public Subscription subscribe() {
        var subscription = new Subscription();
        subscriptions.add(subscription);
        return subscription;
    }

    /// One reader's queue.
    public final class Subscription implements AutoCloseable {
        private final BlockingQueue<HubEvent> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
        private final java.util.concurrent.atomic.AtomicBoolean lost =
                new java.util.concurrent.atomic.AtomicBoolean();

        private Subscription() {}

        private void offer(HubEvent event) {
            if (!queue.offer(event)) {
                lost.set(true);
            }
        }

        /// The next event, empty when none came in time.
        public Optional<HubEvent> poll(Duration timeout) throws InterruptedException {
            return Optional.ofNullable(queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
        }

        /// Whether events were lost since the last call.
        public boolean takeLost() {
            return lost.getAndSet(false);
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}

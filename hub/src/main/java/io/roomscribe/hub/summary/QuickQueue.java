package io.roomscribe.hub.summary;

import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Meetings with news, each handed out at once and then not again for a while, however much is said
/// in it. Bounded by the number of meetings that have news at a time.
///
/// Confined to the quick loop.
final class QuickQueue {
    private final Duration interval;
    private final Ticker ticker;
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Map<String, Long> takenNanos = new HashMap<>();

    QuickQueue(Duration interval, Ticker ticker) {
        this.interval = interval;
        this.ticker = ticker;
    }

    void add(String meeting) {
        waiting.add(meeting);
    }

    List<String> take() {
        takenNanos.values().removeIf(nanos -> ticker.since(nanos).compareTo(interval) >= 0);
        var ready = waiting.stream().filter(meeting -> !takenNanos.containsKey(meeting)).toList();
        ready.forEach(meeting -> takenNanos.put(meeting, ticker.nanos()));
        waiting.removeAll(Set.copyOf(ready));
        return ready;
    }
}

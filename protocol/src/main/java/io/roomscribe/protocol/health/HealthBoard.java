package io.roomscribe.protocol.health;

import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which conditions are up. Logs each change once, at the place that owns the state. A cause hides
/// its consequences, and a condition younger than its `visibleAfter` is not shown yet.
///
/// Thread-safe.
public final class HealthBoard {
    private record Raised(HealthCondition condition, String evidence, long sinceNanos) {}

    private static final Logger LOG = System.getLogger(HealthBoard.class.getName());

    private final Ticker ticker;
    private final Map<String, Raised> raised = new LinkedHashMap<>();

    public HealthBoard(Ticker ticker) {
        this.ticker = ticker;
    }

    /// Raising what is up already only renews the evidence.
    public synchronized void raise(HealthCondition condition, String evidence) {
        var earlier = raised.get(condition.code());
        raised.put(
                condition.code(),
                new Raised(
                        condition,
                        evidence,
                        earlier == null ? ticker.nanos() : earlier.sinceNanos));
        if (earlier == null) {
            LOG.log(
                    Level.WARNING,
                    "Condition raised code={0} evidence={1}",
                    condition.code(),
                    evidence);
        }
    }

    public synchronized void clear(HealthCondition condition) {
        if (raised.remove(condition.code()) != null) {
            LOG.log(Level.INFO, "Condition cleared code={0}", condition.code());
        }
    }

    public synchronized boolean isRaised(HealthCondition condition) {
        return raised.containsKey(condition.code());
    }

    /// What is to be shown now, oldest first.
    public synchronized List<ActiveCondition> active() {
        var visible =
                raised.values().stream()
                        .filter(one ->
                                ticker.since(one.sinceNanos).compareTo(one.condition.visibleAfter())
                                        >= 0)
                        .toList();
        var codes = visible.stream().map(one -> one.condition.code()).collect(Collectors.toSet());
        return visible.stream()
                .filter(one -> one.condition.dependsOn().stream().noneMatch(codes::contains))
                .map(one ->
                        new ActiveCondition(
                                one.condition, one.evidence, ticker.since(one.sinceNanos)))
                .toList();
    }
}

package io.roomscribe.device.twin;

import io.roomscribe.protocol.message.Message.TwinDesired;
import io.roomscribe.protocol.message.Message.TwinReported;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Takes desired configurations, keeps the newest, applies at once what can be and leaves the rest
/// to the next restart, and reports. The queue holds 16; the hub keeps the newest for whoever
/// missed it.
///
/// Runs on one thread; [#desired] is for others.
public final class Twin implements Task {
    private static final Logger LOG = System.getLogger(Twin.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int QUEUE_LENGTH = 16;

    private final TwinFile file;
    private final TwinCheck check;
    private final Map<String, Consumer<String>> live;
    private final Consumer<TwinReported> reports;
    private final Map<String, String> inForce = new TreeMap<>();
    private final BlockingQueue<TwinDesired> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);

    /// @param running every key's value as the process was started with
    /// @param live applies a value while the box runs; keys that are not in it need a restart
    /// @param reports told at the start and after each change
    public Twin(
            TwinFile file,
            TwinCheck check,
            Map<String, String> running,
            Map<String, Consumer<String>> live,
            Consumer<TwinReported> reports) {
        this.file = file;
        this.check = check;
        this.live = Map.copyOf(live);
        this.reports = reports;
        running.forEach((key, value) -> {
            if (TwinKeys.isOne(key)) {
                inForce.put(key, value);
            }
        });
    }

    /// Queues a desired configuration and returns at once.
    public void desired(TwinDesired twin) {
        var _ = queue.offer(twin);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        var known = file.read();
        settle(known);
        while (!stop.isStopping()) {
            var next = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                continue;
            }
            // Any other than the one that is known: a hub that was restored may count from before.
            var document = new TwinDocument(next.version(), next.settings());
            if (!document.equals(known)) {
                file.write(document);
                known = document;
                settle(known);
            }
        }
    }

    private void settle(TwinDocument document) {
        var outcome = check.check(document);
        var pending = new ArrayList<String>();
        for (var key : new ArrayList<>(inForce.keySet())) {
            var wanted = outcome.values().getOrDefault(key, "");
            if (wanted.equals(inForce.get(key))) {
                continue;
            }
            var applied = live.get(key);
            if (applied == null) {
                pending.add(key);
            } else {
                applied.accept(wanted);
                inForce.put(key, wanted);
            }
        }
        // As it was desired, where that is in force: 2000ms is 2s.
        var settings = new TreeMap<>(inForce);
        outcome.accepted()
                .forEach((key, value) -> {
                    if (!pending.contains(key)) {
                        settings.put(key, value);
                    }
                });
        reports.accept(new TwinReported(document.version(), settings, outcome.refused(), pending));
        LOG.log(
                Level.INFO,
                "Twin settled version={0} refused={1} pendingRestart={2}",
                Long.toString(document.version()),
                Integer.toString(outcome.refused().size()),
                pending);
    }
}

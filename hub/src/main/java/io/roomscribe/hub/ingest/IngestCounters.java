package io.roomscribe.hub.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// What ingest has done since the hub started, for metrics.
///
/// Thread-safe.
public final class IngestCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder unapplied = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder garbage = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder liveDropped = new LongAdder();

    /// Entries committed for the first time.
    public long accepted() {
        return accepted.sum();
    }

    /// Entries that had been committed before.
    public long duplicates() {
        return duplicates.sum();
    }

    /// Entries refused: other bytes under a known sequence, or a broken hash chain.
    public long rejected() {
        return rejected.sum();
    }

    /// Entries kept aside: of an unknown type, or not applicable.
    public long unapplied() {
        return unapplied.sum();
    }

    /// Entries that boxes cannot send any more.
    public long lost() {
        return lost.sum();
    }

    /// Messages that are none of our protocol.
    public long garbage() {
        return garbage.sum();
    }

    public long commits() {
        return commits.sum();
    }

    /// Partials and levels not shown because nobody kept up.
    public long liveDropped() {
        return liveDropped.sum();
    }

    /// All of them by kebab-case name.
    public Map<String, Long> all() {
        var all = new TreeMap<String, Long>();
        all.put("entries-accepted", accepted());
        all.put("entries-duplicate", duplicates());
        all.put("entries-rejected", rejected());
        all.put("entries-unapplied", unapplied());
        all.put("entries-lost", lost());
        all.put("messages-garbage", garbage());
        all.put("commits", commits());
        all.put("live-dropped", liveDropped());
        return all;
    }

    void add(FrameResult result) {
        accepted.add(result.accepted());
        duplicates.add(result.duplicates());
        rejected.add(result.rejected());
        unapplied.add(result.unapplied());
        lost.add(result.lost());
    }

    void garbageSeen() {
        garbageSeen(1);
    }

    void garbageSeen(long messages) {
        garbage.add(messages);
    }

    void committed() {
        commits.increment();
    }

    void liveDroppedOne() {
        liveDropped.increment();
    }
}

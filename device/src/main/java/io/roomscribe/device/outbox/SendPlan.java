package io.roomscribe.device.outbox;

import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.Message.OutboxFrame;
import io.roomscribe.protocol.message.Message.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which entries are sent next, and which are on their way. Lanes: `probe` while nobody knows
/// whether the hub is there, `again` for single entries of frames that came to nothing, `live` for
/// what is being said now, `back-fill` for everything else, oldest first. With little to catch up
/// there is only the back-fill; with much, the newest frame's worth goes first and what comes new
/// keeps going ahead of it.
///
/// An entry that is refused alone, again and again, is parked: the others go on without it.
///
/// Confined to the relay's thread.
final class SendPlan {
    /// Above this the newest goes first.
    static final int BACKLOG_MIN = 200;

    private static final int REFUSALS_MAX = 3;
    private static final long NO_LIVE_LANE = Long.MAX_VALUE;

    private final List<SentFrame> underWay = new ArrayList<>();
    private final TreeSet<Long> again = new TreeSet<>();
    private final Map<Long, Integer> refusals = new HashMap<>();
    private final Map<Long, Parked> parked = new HashMap<>();
    private List<Range> beyond = List.of();
    private long acked;
    private long backFill;
    private long liveFrom = NO_LIVE_LANE;
    private long live;
    private int probes;

    enum Lane {
        PROBE,
        AGAIN,
        LIVE,
        BACK_FILL
    }

    /// What to read from the outbox.
    record Ask(Lane lane, long after, int entriesMax) {}

    record SentFrame(long from, long to, long sentNanos) {}

    /// @param isPoison false when it is only too large for this broker
    record Parked(long sinceNanos, boolean isPoison) {}

    SendPlan(long acked) {
        this.acked = acked;
        this.backFill = acked;
    }

    int underWay() {
        return underWay.size();
    }

    /// Everything that is not acknowledged is to be sent again.
    void startOver(long acknowledged) {
        acked = acknowledged;
        backFill = acknowledged;
        live = liveFrom == NO_LIVE_LANE ? 0 : liveFrom;
        underWay.clear();
    }

    /// A new connection: the broker may take larger packets, the hub may have lost what it had
    /// beyond a hole. Poison stays poison.
    void reconnected() {
        parked.values().removeIf(it -> !it.isPoison());
        beyond = List.of();
        liveFrom = NO_LIVE_LANE;
        probes = 0;
    }

    /// Another stream: nothing that was known of its entries holds.
    void forgetAll() {
        reconnected();
        again.clear();
        refusals.clear();
        parked.clear();
    }

    /// How many frames may ask whether the hub is there. One, the entry it waits for; from the
    /// second time on the newest too, since it may be that very entry which it does not answer.
    int probesMax() {
        return probes > 1 ? 2 : 1;
    }

    /// The hub answers: from now on the newest may go ahead of a long back-fill.
    void open(long last) {
        probes = 0;
        if (last - acked > BACKLOG_MIN) {
            liveFrom = last - OutboxFrame.ENTRIES_MAX;
            live = liveFrom;
        }
    }

    void acknowledged(long through, List<Range> ranges) {
        acked = through;
        beyond = ranges;
        backFill = Math.max(backFill, acked);
        underWay.removeIf(frame -> isDone(frame.from(), frame.to()));
        again.removeIf(sequence -> isDone(sequence, sequence));
        parked.keySet().removeIf(sequence -> isDone(sequence, sequence));
        if (liveFrom <= acked) {
            backFill = Math.max(backFill, live);
            liveFrom = NO_LIVE_LANE;
        }
    }

    private boolean isDone(long from, long to) {
        return to <= acked
                || beyond.stream().anyMatch(range -> range.from() <= from && to <= range.to());
    }

    /// One entry to find out whether the hub is there.
    Optional<Ask> nextProbe(long last) {
        if (underWay.isEmpty()) {
            probes++;
            var first = acked + 1;
            while (first <= last && (isDone(first, first) || parked.containsKey(first))) {
                first++;
            }
            return first > last ? Optional.empty() : Optional.of(new Ask(Lane.PROBE, first - 1, 1));
        }
        return underWay.getLast().to() == last
                ? Optional.empty()
                : Optional.of(new Ask(Lane.PROBE, last - 1, 1));
    }

    /// @param mayRetry whether the lane `again` has waited long enough
    Optional<Ask> next(long last, boolean mayRetry) {
        if (mayRetry && !again.isEmpty()) {
            return Optional.of(new Ask(Lane.AGAIN, again.first() - 1, 1));
        }
        if (liveFrom != NO_LIVE_LANE && live < last) {
            return Optional.of(new Ask(Lane.LIVE, live, OutboxFrame.ENTRIES_MAX));
        }
        skip();
        if (backFill >= liveFrom) {
            backFill = Math.max(backFill, live);
            liveFrom = NO_LIVE_LANE;
            skip();
        }
        if (backFill >= last) {
            return Optional.empty();
        }
        var room = Math.min(OutboxFrame.ENTRIES_MAX, liveFrom - backFill);
        return Optional.of(new Ask(Lane.BACK_FILL, backFill, (int) room));
    }

    /// Over what the hub has already, what is parked, and what another lane sends.
    private void skip() {
        var before = -1L;
        while (before != backFill) {
            before = backFill;
            for (var range : beyond) {
                if (range.from() <= backFill + 1 && range.to() > backFill) {
                    backFill = range.to();
                }
            }
            if (isHeldBack(backFill + 1)) {
                backFill++;
            }
        }
    }

    private boolean isHeldBack(long sequence) {
        return parked.containsKey(sequence) || again.contains(sequence);
    }

    /// As many of what was read as belong into one frame of this lane.
    List<Entry> trim(Ask ask, List<Entry> entries) {
        if (ask.entriesMax() == 1) {
            return entries;
        }
        for (var i = 0; i < entries.size(); i++) {
            var sequence = entries.get(i).sequence();
            var isOthers = ask.lane() == Lane.BACK_FILL && sequence > liveFrom;
            if (isOthers || isHeldBack(sequence) || (i > 0 && isDone(sequence, sequence))) {
                return entries.subList(0, i);
            }
        }
        return entries;
    }

    void sent(Lane lane, List<Entry> entries, long nowNanos) {
        var from = entries.getFirst().sequence();
        var to = entries.getLast().sequence();
        underWay.add(new SentFrame(from, to, nowNanos));
        switch (lane) {
            case PROBE -> {
                again.remove(from);
                backFill = Math.max(backFill, from == acked + 1 ? from : backFill);
            }
            case AGAIN -> again.remove(from);
            case LIVE -> live = to;
            case BACK_FILL -> backFill = Math.max(backFill, to);
        }
    }

    /// Frames that were sent long ago, and which the hub passed over when it answered later.
    List<SentFrame> passedOver(long sentBeforeNanos, long answeredNanos) {
        return underWay.stream()
                .filter(it ->
                        it.sentNanos() - sentBeforeNanos <= 0 && it.sentNanos() - answeredNanos < 0)
                .toList();
    }

    /// A frame came to nothing for what is in it: its entries go alone, and one that fails alone
    /// too often is parked.
    ///
    /// @return true when it was parked now
    boolean refused(long from, long to, long nowNanos) {
        underWay.removeIf(frame -> frame.from() == from && frame.to() == to);
        if (from == to && refusals.merge(from, 1, Integer::sum) >= REFUSALS_MAX) {
            park(from, true, nowNanos);
            return true;
        }
        for (var sequence = from; sequence <= to; sequence++) {
            if (!isDone(sequence, sequence) && !parked.containsKey(sequence)) {
                again.add(sequence);
            }
        }
        return false;
    }

    void park(long sequence, boolean isPoison, long nowNanos) {
        again.remove(sequence);
        parked.put(sequence, new Parked(nowNanos, isPoison));
    }

    /// The poison entry that others, taken by the hub already, wait for; if it was parked long ago.
    Optional<Long> blocking(long parkedBeforeNanos) {
        var next = acked + 1;
        var entry = parked.get(next);
        return entry != null
                        && entry.isPoison()
                        && !beyond.isEmpty()
                        && entry.sinceNanos() - parkedBeforeNanos < 0
                ? Optional.of(next)
                : Optional.empty();
    }

    /// Something else stands in its place now.
    void replaced(long sequence) {
        parked.remove(sequence);
        refusals.remove(sequence);
        again.add(sequence);
    }
}

package io.roomscribe.hub.dashboard.live;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// One live connection. Takes what has gathered in its queue, drops guesses and levels that newer
/// ones have overtaken, and writes the rest.
///
/// Confined to the connection's thread.
final class LiveStream {
    private static final int BATCH_MAX = 512;
    private static final Duration TURN = Duration.ofSeconds(1);

    private final HubEvents.Subscription subscription;
    private final LiveFilter filter;
    private final LiveWriter writer;
    private final Duration heartbeat;
    private final LongSupplier accessChanges;
    private final BooleanSupplier isStillPermitted;
    private long checkedAt = -1;
    private Duration silence = Duration.ZERO;

    LiveStream(
            HubEvents.Subscription subscription,
            LiveFilter filter,
            LiveWriter writer,
            Duration heartbeat,
            LongSupplier accessChanges,
            BooleanSupplier isStillPermitted) {
        this.subscription = subscription;
        this.filter = filter;
        this.writer = writer;
        this.heartbeat = heartbeat;
        this.accessChanges = accessChanges;
        this.isStillPermitted = isStillPermitted;
    }

    /// Says hello, and closes the hole between what the reader has seen and now.
    ///
    /// @param lastEventId the segment number of the last event it got before it was cut off
    /// @param after the highest segment number its page was made with
    void begin(Optional<String> lastEventId, OptionalLong after) {
        writer.beat("live");
        if (lastEventId.isPresent()) {
            writer.write(new LiveMessage.Resync("reconnected"));
        } else if (after.isPresent() && filter.meeting().isPresent()) {
            writer.catchUp(filter.meeting().get(), after.getAsLong());
        }
    }

    /// Waits for what is next and writes it. Returns at least once a second, so that its owner can
    /// end it.
    ///
    /// @return false when its reader may not read any more; nothing was written then
    boolean turn() throws InterruptedException {
        var wait = TURN.compareTo(heartbeat) < 0 ? TURN : heartbeat;
        var batch = gather(wait);
        if (!mayRead()) {
            return false;
        }
        if (subscription.takeLost()) {
            writer.write(new LiveMessage.Resync("too slow"));
        }
        for (var event : newest(batch)) {
            writer.write(event);
        }
        silence = batch.isEmpty() ? silence.plus(wait) : Duration.ZERO;
        if (silence.compareTo(heartbeat) >= 0) {
            writer.beat("still here");
            silence = Duration.ZERO;
            return isStillPermitted.getAsBoolean();
        }
        return true;
    }

    /// Asks only when some right has changed: this runs with each event. A right that ends by time
    /// is noticed at the next silence.
    private boolean mayRead() {
        var changes = accessChanges.getAsLong();
        if (changes == checkedAt) {
            return true;
        }
        checkedAt = changes;
        return isStillPermitted.getAsBoolean();
    }

    private List<HubEvent> gather(Duration wait) throws InterruptedException {
        var batch = new ArrayList<HubEvent>();
        var next = subscription.poll(wait);
        while (next.isPresent()) {
            if (filter.wants(next.get())) {
                batch.add(next.get());
            }
            next = batch.size() < BATCH_MAX ? subscription.poll(Duration.ZERO) : Optional.empty();
        }
        return batch;
    }

    /// Of each box's guesses and levels only the last, everything else in order.
    private static List<HubEvent> newest(List<HubEvent> batch) {
        var seen = new HashSet<Object>();
        var kept = new ArrayList<HubEvent>();
        for (var event : batch.reversed()) {
            if (overtakes(event).map(seen::add).orElse(true)) {
                kept.add(event);
            }
        }
        return kept.reversed();
    }

    private record Overtaken(Class<? extends HubEvent> kind, String device) {}

    private static Optional<Object> overtakes(HubEvent event) {
        return switch (event) {
            case HubEvent.PartialHeard partial ->
                    Optional.of(new Overtaken(partial.getClass(), partial.device().value()));
            case HubEvent.LevelHeard level ->
                    Optional.of(new Overtaken(level.getClass(), level.device().value()));
            case HubEvent.SegmentAdded _,
                    HubEvent.GapAdded _,
                    HubEvent.SpeakerHeard _,
                    HubEvent.SpeakersChanged _,
                    HubEvent.TranscriptChanged _,
                    HubEvent.MeetingChanged _,
                    HubEvent.SummaryRevised _,
                    HubEvent.DeviceChanged _ ->
                    Optional.empty();
        };
    }
}

package io.roomscribe.hub.transcript;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Counts segments as they are committed and measures how long after the speech that was, by the
/// box's and the hub's clocks.
///
/// Thread-safe.
public final class SegmentMeter implements Task {
    private static final Duration IDLE = Duration.ofMillis(500);

    private final HubEvents events;
    private final TranscriptStore transcripts;
    private final Clock clock;
    private final LongAdder segments = new LongAdder();
    private final AtomicReference<Duration> lag = new AtomicReference<>(Duration.ZERO);

    public SegmentMeter(HubEvents events, TranscriptStore transcripts, Clock clock) {
        this.events = events;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    /// Segments added since the hub started.
    public long segments() {
        return segments.sum();
    }

    /// From the last sample of the newest segment reaching the recorder to its commit.
    public Duration lag() {
        return lag.get();
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try (var news = events.subscribe()) {
            while (!stop.isStopping()) {
                if (news.poll(IDLE).orElse(null) instanceof HubEvent.SegmentAdded added) {
                    segments.increment();
                    transcripts
                            .segment(added.number())
                            .ifPresent(segment ->
                                    lag.set(
                                            Duration.between(
                                                    segment.capturedAt(), clock.instant())));
                }
            }
        }
    }
}

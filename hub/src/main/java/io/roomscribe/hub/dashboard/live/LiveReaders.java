package io.roomscribe.hub.dashboard.live;

import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.transcript.TranscriptStore;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Everybody who is told live, by whatever connection. Each is served on a thread of their own with
/// a queue of their own, so one that reads slowly holds up nobody.
///
/// Thread-safe.
final class LiveReaders {
    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final SpeakerStore speakers;
    private final SummaryStore summaries;
    private final HubEvents events;
    private final LongSupplier accessChanges;
    private final LiveConfig config;
    private final AtomicInteger readers = new AtomicInteger();
    private volatile boolean closed;

    /// @param accessChanges grows whenever somebody may have lost a right
    LiveReaders(
            MeetingStore meetings,
            TranscriptStore transcripts,
            SpeakerStore speakers,
            SummaryStore summaries,
            HubEvents events,
            LongSupplier accessChanges,
            LiveConfig config) {
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.speakers = speakers;
        this.summaries = summaries;
        this.events = events;
        this.accessChanges = accessChanges;
        this.config = config;
    }

    /// What a reader asks for.
    ///
    /// @param lastEventId the segment number of the last event they got before they were cut off
    /// @param after the highest segment number their page was made with
    record Wish(LiveFilter filter, Optional<String> lastEventId, OptionalLong after) {}

    int count() {
        return readers.get();
    }

    /// Ends every connection at its next turn.
    void close() {
        closed = true;
    }

    /// A place to be given back by [#leave].
    ///
    /// @return false when there is none
    boolean enter() {
        if (closed || readers.incrementAndGet() > config.readersMax()) {
            readers.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        readers.decrementAndGet();
    }

    /// Tells until the hub stops, the reader goes, or may not read any more.
    ///
    /// @return false when they may not
    boolean tell(LiveSink sink, Wish wish, BooleanSupplier isStillPermitted, BooleanSupplier isGone)
            throws InterruptedException {
        try (var subscription = events.subscribe()) {
            var writer = new LiveWriter(meetings, transcripts, speakers, summaries, sink);
            var stream =
                    new LiveStream(
                            subscription,
                            wish.filter(),
                            writer,
                            config.heartbeat(),
                            accessChanges,
                            isStillPermitted);
            stream.begin(wish.lastEventId(), wish.after());
            while (!closed && !isGone.getAsBoolean()) {
                if (!stream.turn()) {
                    return false;
                }
            }
            return true;
        }
    }
}

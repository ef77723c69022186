package io.roomscribe.hub.speaker;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells speakers apart as meetings go on: each segment gets a label within moments, all of a
/// meeting's are looked at again as it grows, when it has ended, and when late text has come; once
/// it is final its vectors are erased. Ingest never waits for it; what it missed it finds in the
/// database.
///
/// One supervised task; confined to its thread.
public final class Diarizer implements Task {
    private static final Logger LOG = System.getLogger(Diarizer.class.getName());
    private static final Duration POLL = Duration.ofMillis(250);

    /// Late text comes in bursts: one look after the burst.
    private static final Duration SETTLE_DELAY = Duration.ofMillis(750);

    private static final Duration ERASE_INTERVAL = Duration.ofSeconds(30);

    private final HubEvents events;
    private final MeetingStore meetings;
    private final MeetingVoices voices;
    private final SpeakerConfig config;
    private final Clock clock;
    private final Ticker ticker;
    private final Map<String, LiveMeeting> live = new HashMap<>();
    private final Map<String, Long> settleSinceNanos = new LinkedHashMap<>();
    private long erasedNanos;

    public Diarizer(
            SpeakerConfig config,
            SpeakerStore store,
            VoiceProfiles profiles,
            MeetingStore meetings,
            HubEvents events,
            Clock clock,
            Ticker ticker) {
        this.config = config;
        this.events = events;
        this.meetings = meetings;
        this.voices = new MeetingVoices(config, store, profiles, clock);
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        try (var news = events.subscribe()) {
            live.clear();
            catchUp();
            erasedNanos = ticker.nanos();
            while (!stop.isStopping()) {
                news.poll(POLL).ifPresent(this::take);
                if (news.takeLost()) {
                    live.clear();
                    catchUp();
                }
                settleDue();
                if (ticker.since(erasedNanos).compareTo(ERASE_INTERVAL) > 0) {
                    erase();
                }
            }
        }
    }

    private void take(HubEvent event) {
        switch (event) {
            case HubEvent.SegmentAdded added -> hear(added.meeting());
            case HubEvent.MeetingChanged changed -> {
                // What was said in it may have been re-timed or erased.
                live.remove(changed.meeting());
                hear(changed.meeting());
            }
            case HubEvent.TranscriptChanged changed -> {
                live.remove(changed.meeting());
                hear(changed.meeting());
            }
            case HubEvent.SpeakersChanged changed -> live.remove(changed.meeting());
            case HubEvent.PartialHeard _,
                    HubEvent.LevelHeard _,
                    HubEvent.GapAdded _,
                    HubEvent.SpeakerHeard _,
                    HubEvent.SummaryRevised _,
                    HubEvent.DeviceChanged _ -> {
                // Nothing about who speaks.
            }
        }
    }

    /// What came while nobody listened.
    private void catchUp() {
        for (var meeting : voices.unfinished()) {
            hear(meeting);
        }
    }

    private void hear(String id) {
        var meeting = meetings.meeting(id);
        if (meeting.isEmpty()) {
            return;
        }
        var known = live.computeIfAbsent(id, _ -> new LiveMeeting(config));
        for (var number : voices.hear(id, known)) {
            events.publish(new HubEvent.SpeakerHeard(meeting.get().room(), id, number));
        }
        if (meeting.get().state() == MeetingState.ENDED) {
            settleSinceNanos.put(id, ticker.nanos());
        } else if (known.isDue()) {
            live.remove(id);
            settle(meeting.get());
        }
    }

    private void settleDue() {
        var due =
                settleSinceNanos.entrySet().stream()
                        .filter(one -> ticker.since(one.getValue()).compareTo(SETTLE_DELAY) >= 0)
                        .map(Map.Entry::getKey)
                        .toList();
        for (var id : due) {
            settleSinceNanos.remove(id);
            live.remove(id);
            meetings.meeting(id)
                    .filter(meeting -> meeting.state() == MeetingState.ENDED)
                    .ifPresent(this::settle);
        }
    }

    private void settle(Meeting meeting) {
        var startedNanos = ticker.nanos();
        var outcome = voices.settle(meeting.id());
        if (outcome.segments() == 0) {
            return;
        }
        if (outcome.changed()) {
            events.publish(new HubEvent.SpeakersChanged(meeting.room(), meeting.id()));
        }
        LOG.log(
                meeting.state() == MeetingState.ENDED ? Level.INFO : Level.DEBUG,
                "Speakers told apart meeting={0} speakers={1} segments={2} unsure={3} millis={4}",
                meeting.id(),
                outcome.speakers(),
                outcome.segments(),
                outcome.unsure(),
                Long.toString(ticker.since(startedNanos).toMillis()));
    }

    private void erase() {
        erasedNanos = ticker.nanos();
        List<String> done = voices.eraseFinal(clock.instant().minus(config.finalAfter()));
        for (var meeting : done) {
            LOG.log(Level.INFO, "Speaker vectors erased meeting={0}", meeting);
        }
    }
}

package io.roomscribe.hub.summary;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.health.HealthCondition;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keeps every meeting's minutes up to date while it runs. Two loops: [#run] writes extractive
/// notes within seconds of speech, so that nothing is ever blank; [#runModels] lets a language
/// model revise them after enough new words, after a pause and at the end, and leaves them standing
/// when no model answers. Late text re-opens both.
///
/// Thread-safe; each loop is a supervised task of its own.
public final class RollingSummarizer {
    private static final Logger LOG = System.getLogger(RollingSummarizer.class.getName());
    private static final Duration POLL = Duration.ofMillis(250);

    /// How far back a start looks for unfinished meetings.
    private static final int MEETINGS_AT_START = 50;

    /// After a model failed or none was there.
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final SummaryConfig config;
    private final HubEvents events;
    private final MeetingStore meetings;
    private final TranscriptStore transcript;
    private final SummaryStore store;
    private final Revisions revisions;
    private final ModelSummarizer models;
    private final HealthBoard health;
    private final HealthCondition condition;
    private final Ticker ticker;
    private final ExtractiveSummarizer extractive = new ExtractiveSummarizer();
    private final Map<String, MeetingNotes> notes = new ConcurrentHashMap<>();

    /// @param condition raised while no language model could be asked though there should be one
    public RollingSummarizer(
            SummaryConfig config,
            HubEvents events,
            MeetingStore meetings,
            TranscriptStore transcript,
            SummaryStore store,
            LanguageAsker asker,
            HealthBoard health,
            HealthCondition condition,
            Clock clock,
            Ticker ticker) {
        this.config = config;
        this.events = events;
        this.meetings = meetings;
        this.transcript = transcript;
        this.store = store;
        this.revisions = new Revisions(store, events, clock);
        this.models = new ModelSummarizer(asker);
        this.health = health;
        this.condition = condition;
        this.ticker = ticker;
    }

    /// The loop without models.
    public void run(StopSignal stop) throws InterruptedException {
        try (var news = events.subscribe()) {
            var due = new QuickQueue(config.quickInterval(), ticker);
            openMeetings(due);
            while (!stop.isStopping()) {
                news.poll(POLL).flatMap(RollingSummarizer::meetingOf).ifPresent(due::add);
                if (news.takeLost()) {
                    openMeetings(due);
                }
                for (var meeting : due.take()) {
                    reviseQuickly(meeting);
                }
            }
        }
    }

    private void openMeetings(QuickQueue due) {
        meetings.meetings(Optional.empty(), MEETINGS_AT_START).stream()
                .map(Meeting::id)
                .forEach(due::add);
    }

    private static Optional<String> meetingOf(HubEvent event) {
        return switch (event) {
            case HubEvent.SegmentAdded added -> Optional.of(added.meeting());
            case HubEvent.MeetingChanged changed -> Optional.of(changed.meeting());
            case HubEvent.PartialHeard _,
                    HubEvent.LevelHeard _,
                    HubEvent.GapAdded _,
                    HubEvent.SpeakerHeard _,
                    HubEvent.SpeakersChanged _,
                    HubEvent.SummaryRevised _,
                    HubEvent.DeviceChanged _ ->
                    Optional.empty();
        };
    }

    private void reviseQuickly(String id) {
        var meeting = meetings.meeting(id);
        if (meeting.isEmpty()) {
            return;
        }
        var note = notes.compute(id, (key, known) -> current(key, known));
        note.add(transcript.segmentsAfter(id, note.through()), ticker.nanos());
        note.setEnded(meeting.get().state() == MeetingState.ENDED);
        var lines = note.lines();
        if (lines.isEmpty()) {
            notes.remove(id, note);
            return;
        }
        var found = extractive.summarize(lines, note.isEnded());
        revisions.addExtractive(meeting.get(), note.erasures(), note.through(), found);
        if (note.isDone()) {
            notes.remove(id, note);
        }
        forgetOldest();
    }

    /// Ended meetings that wait for a model too long keep their extractive notes: without a model
    /// they would fill the memory.
    private void forgetOldest() {
        notes.values().stream()
                .filter(MeetingNotes::isEnded)
                .sorted(Comparator.comparingLong(MeetingNotes::through))
                .limit(Math.max(0, notes.size() - MEETINGS_AT_START))
                .forEach(note -> notes.remove(note.meeting(), note));
    }

    /// What was read before an erasure is thrown away whole.
    private MeetingNotes current(String id, @Nullable MeetingNotes known) {
        var erasures = store.erasures(id);
        return known != null && known.erasures() == erasures ? known : open(id, erasures);
    }

    private MeetingNotes open(String id, int erasures) {
        var byModel = store.latestByModel(id);
        return new MeetingNotes(
                id,
                erasures,
                byModel.map(SummaryRevision::throughNumber).orElse(0L),
                byModel.map(SummaryRevision::isFinal).orElse(false),
                ticker.nanos());
    }

    /// The loop with models.
    public void runModels(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            var next =
                    notes.values().stream()
                            .filter(note -> note.isDue(config, ticker.nanos()))
                            .min(Comparator.comparing(MeetingNotes::isEnded));
            if (next.isPresent()) {
                reviseByModel(next.get());
            } else if (stop.await(POLL)) {
                return;
            }
        }
    }

    private void reviseByModel(MeetingNotes note) throws InterruptedException {
        var meeting = meetings.meeting(note.meeting());
        if (meeting.isEmpty()) {
            notes.remove(note.meeting(), note);
            return;
        }
        var startedNanos = ticker.nanos();
        try {
            askModel(note, meeting.get());
            health.clear(condition);
        } catch (LanguageException e) {
            note.postpone(ticker.nanos() + RETRY.toNanos());
            if (e.code() == Code.NO_MODEL) {
                // Nobody asked for one: the extractive notes are what there is.
                return;
            }
            health.raise(condition, String.valueOf(e.getMessage()));
            LOG.log(
                    Level.INFO,
                    "No model revised the minutes meeting={0} code={1} seconds={2}",
                    note.meeting(),
                    e.code(),
                    ticker.since(startedNanos).toSeconds());
        }
    }

    private void askModel(MeetingNotes note, Meeting meeting) throws InterruptedException {
        var ended = note.isEnded();
        var through = note.through();
        var lines = note.lines();
        var fresh = note.unreadByModel();
        var latest = store.latest(meeting.id()).map(SummaryRevision::minutes);
        var prose = ended || !note.isReadByModel() ? "" : latest.map(Minutes::summary).orElse("");
        var startedNanos = ticker.nanos();
        var done =
                models.revise(
                        new ModelSummarizer.Job(
                                latest.orElse(Minutes.EMPTY),
                                prose,
                                lines,
                                fresh,
                                note.language()));
        var took = ticker.since(startedNanos);
        if (!revisions.addByModel(meeting, note.erasures(), through, ended, done)) {
            notes.remove(meeting.id(), note);
            return;
        }
        // A model that takes a minute must not be asked every minute.
        note.readByModel(through, ended, ticker.nanos() + (ended ? 0 : took.toNanos()));
        LOG.log(
                Level.INFO,
                "Minutes revised meeting={0} model={1} final={2} lines={3} seconds={4}",
                meeting.id(),
                done.model(),
                ended,
                fresh.size(),
                took.toSeconds());
        if (note.isDone()) {
            notes.remove(meeting.id(), note);
        }
    }
}

package io.roomscribe.hub.summary;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.template.SettingsDesk;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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

    private final SummaryConfig config;
    private final HubEvents events;
    private final MeetingStore meetings;
    private final TranscriptStore transcript;
    private final SummaryStore store;
    private final ReviewStore reviews;
    private final Revisions revisions;
    private final ModelSummarizer models;
    private final SettingsDesk settings;
    private final HealthBoard health;
    private final HealthCondition condition;
    private final Predicate<String> comingIn;
    private final Ticker ticker;
    private final ExtractiveSummarizer extractive = new ExtractiveSummarizer();
    private final Map<String, MeetingNotes> notes = new ConcurrentHashMap<>();

    /// By meeting, the model that a person wants to be asked; empty for any.
    private final Map<String, String> wanted = new ConcurrentHashMap<>();

    /// @param condition raised while no language model could be asked though there should be one
    /// @param comingIn whether text of a meeting is coming in now that was recorded earlier
    public RollingSummarizer(
            SummaryConfig config,
            HubEvents events,
            MeetingStore meetings,
            TranscriptStore transcript,
            SummaryStore store,
            ReviewStore reviews,
            LanguageAsker asker,
            SettingsDesk settings,
            HealthBoard health,
            HealthCondition condition,
            Predicate<String> comingIn,
            Clock clock,
            Ticker ticker) {
        this.config = config;
        this.events = events;
        this.meetings = meetings;
        this.transcript = transcript;
        this.store = store;
        this.reviews = reviews;
        this.revisions = new Revisions(store, events, clock);
        this.models = new ModelSummarizer(asker);
        this.settings = settings;
        this.health = health;
        this.condition = condition;
        this.comingIn = comingIn;
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
                    if (comingIn.test(meeting)) {
                        due.add(meeting);
                    }
                }
                takeWanted();
            }
        }
    }

    /// Asks a model about a meeting as soon as one is free, whenever the last attempt was.
    ///
    /// @param model the one to ask first, empty for the usual order
    void askAgain(String meeting, String model) {
        wanted.put(meeting, model);
    }

    /// Asks no model about a meeting until more is said than this.
    void leave(String meeting, long through) {
        var note = notes.get(meeting);
        if (note != null) {
            note.leave(through, ticker.nanos());
        }
    }

    /// Adds a revision with a person's prose, which models add to and never change.
    ///
    /// @return false when there is nothing to write about, or something was erased meanwhile
    boolean writeByHand(String meeting, String summary) {
        var erasures = store.erasures(meeting);
        return meetings.meeting(meeting)
                .map(found -> revisions.addByPerson(found, erasures, summary))
                .orElse(false);
    }

    private void takeWanted() {
        for (var meeting : List.copyOf(wanted.keySet())) {
            var model = wanted.remove(meeting);
            reviseQuickly(meeting);
            var note = notes.get(meeting);
            if (note != null && model != null) {
                note.askNow(model, ticker.nanos());
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
            case HubEvent.TranscriptChanged changed -> Optional.of(changed.meeting());
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

    void reviseQuickly(String id) {
        var meeting = meetings.meeting(id).map(this::asFarAsItIs);
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
        if (note.erasures() > 0) {
            revisions.requote(meeting.get(), note.erasures(), lines, note.language());
        }
        if (note.isDone()) {
            notes.remove(id, note);
        }
        forgetOldest();
    }

    /// Of a recording that was made earlier the text comes in now: until all of it is here, final
    /// minutes would be written again and again.
    private Meeting asFarAsItIs(Meeting meeting) {
        return meeting.state() == MeetingState.ENDED && comingIn.test(meeting.id())
                ? new Meeting(
                        meeting.id(),
                        meeting.room(),
                        meeting.title(),
                        MeetingState.RUNNING,
                        meeting.startedAt(),
                        meeting.endedAt())
                : meeting;
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
        var written = store.latestWritten(id);
        var note =
                new MeetingNotes(
                        id,
                        erasures,
                        written.map(SummaryRevision::throughNumber).orElse(0L),
                        written.map(SummaryRevision::isFinal).orElse(false),
                        ticker.nanos());
        note.leave(reviews.dismissedThrough(id), ticker.nanos());
        return note;
    }

    /// The loop with models.
    public void runModels(StopSignal stop) throws InterruptedException {
        while (!stop.isStopping()) {
            if (!reviseNext() && stop.await(POLL)) {
                return;
            }
        }
    }

    /// @return false when no meeting is due
    boolean reviseNext() throws InterruptedException {
        var next =
                notes.values().stream()
                        .filter(note -> note.isDue(config, ticker.nanos()))
                        .min(Comparator.comparing(MeetingNotes::isEnded));
        if (next.isPresent()) {
            reviseByModel(next.get());
        }
        return next.isPresent();
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
            reviews.answered(note.meeting());
            health.clear(condition);
        } catch (LanguageException e) {
            if (e.isAboutReach()) {
                note.postpone(ticker.nanos());
            } else {
                note.refused(ticker.nanos());
            }
            if (e.code() == Code.NO_MODEL) {
                // Nobody asked for one: the extractive notes are what there is.
                return;
            }
            reviews.failed(note.meeting(), note.through(), e);
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
        var fresh = note.unreadByModel();
        var byHand = store.latestByPerson(meeting.id());
        if (byHand.isPresent() && fresh.isEmpty()) {
            // A person has written about all of it.
            note.readByModel(through, ended, ticker.nanos(), 0);
            if (note.isDone()) {
                notes.remove(meeting.id(), note);
            }
            return;
        }
        var startedNanos = ticker.nanos();
        var done =
                models.revise(
                        job(note, fresh, ended, byHand),
                        settings.settings(meeting.room()).asking(note.wantedModel()));
        var took = ticker.since(startedNanos);
        var after = byHand.map(kept -> after(kept.minutes().summary(), done)).orElse(done);
        if (!revisions.addByModel(meeting, note.erasures(), through, ended, after)) {
            notes.remove(meeting.id(), note);
            return;
        }
        note.readByModel(through, ended, ticker.nanos(), took.toNanos());
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

    /// The lines a model is to read. What a person wrote stays, so only what was said since counts.
    private ModelSummarizer.Job job(
            MeetingNotes note, List<Line> fresh, boolean ended, Optional<SummaryRevision> byHand) {
        var latest = store.latest(note.meeting()).map(SummaryRevision::minutes);
        var earlier = latest.orElse(Minutes.EMPTY);
        if (byHand.isPresent()) {
            var since = note.linesAfter(byHand.get().throughNumber());
            return new ModelSummarizer.Job(earlier, "", since, fresh, note.language(), ended);
        }
        var prose = note.isReadByModel() ? earlier.summary() : "";
        return new ModelSummarizer.Job(earlier, prose, note.lines(), fresh, note.language(), ended);
    }

    private static LanguageAsker.Done<Minutes> after(
            String byHand, LanguageAsker.Done<Minutes> done) {
        var summary = byHand + "\n\n" + done.result().summary();
        return new LanguageAsker.Done<>(
                done.result().withSummary(summary), Revisions.BY_HAND + " + " + done.model());
    }
}

package io.roomscribe.hub.summary;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.job.JobException;
import io.roomscribe.hub.job.JobWork;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import java.time.Clock;
import java.util.List;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;

/// Writes the minutes of a meeting anew, from its whole transcript, as a job: after a better model
/// was installed, or when people are not content. What earlier revisions said stays in them.
///
/// Thread-safe.
public final class MinutesWork implements JobWork {
    /// Its kind of job.
    public static final String KIND = "minutes";

    private static final String SEPARATOR = " ";
    private static final int READ_PERCENT = 10;

    private final MeetingStore meetings;
    private final TranscriptStore transcript;
    private final SummaryStore store;
    private final ModelSummarizer models;
    private final SettingsDesk settings;
    private final HubEvents events;
    private final Clock clock;
    private final ExtractiveSummarizer extractive = new ExtractiveSummarizer();

    public MinutesWork(
            MeetingStore meetings,
            TranscriptStore transcript,
            SummaryStore store,
            LanguageAsker asker,
            SettingsDesk settings,
            HubEvents events,
            Clock clock) {
        this.meetings = meetings;
        this.transcript = transcript;
        this.store = store;
        this.models = new ModelSummarizer(asker);
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /// @param model the one to ask first, empty for the usual order
    public static String payload(String meeting, String model) {
        return meeting + SEPARATOR + model;
    }

    @Override
    public Effect on(Job job, IntConsumer progress) throws InterruptedException {
        var parts = job.payload().split(SEPARATOR, 2);
        var meeting =
                meetings.meeting(parts[0])
                        .orElseThrow(() ->
                                JobException.never(
                                        "the meeting is not there any more", "nothing to do"));
        if (store.latestByPerson(meeting.id()).isPresent()) {
            throw JobException.never(
                    "its minutes were written by hand",
                    "models add to them and never replace them");
        }
        var erasures = store.erasures(meeting.id());
        var segments = transcript.segments(meeting.id());
        if (segments.isEmpty()) {
            throw JobException.never("nothing was said in the meeting", "nothing to do");
        }
        progress.accept(READ_PERCENT);
        var done = revise(meeting, segments, parts.length > 1 ? parts[1] : "");
        return new Revision(job.id(), meeting, segments, erasures, done);
    }

    private LanguageAsker.Done<Minutes> revise(
            Meeting meeting, List<Segment> segments, String model) throws InterruptedException {
        var lines = segments.stream().map(Line::of).toList();
        var ended = meeting.state() == MeetingState.ENDED;
        var language = segments.getLast().language();
        var earlier = extractive.summarize(lines, ended);
        try {
            return models.revise(
                    new ModelSummarizer.Job(earlier, "", lines, lines, language, ended),
                    settings.settings(meeting.room()).asking(model));
        } catch (LanguageException e) {
            var why = String.valueOf(e.getMessage());
            var hint = "see the review page for how each model answers";
            throw e.isAboutReach() ? JobException.again(why, hint) : JobException.review(why, hint);
        }
    }

    /// The new revision, once it is applied.
    private final class Revision implements Effect {
        private final String job;
        private final Meeting meeting;
        private final SummaryRevision unnumbered;
        private final int erasures;
        private int number;

        Revision(
                String job,
                Meeting meeting,
                List<Segment> segments,
                int erasures,
                LanguageAsker.Done<Minutes> done) {
            this.job = job;
            this.meeting = meeting;
            this.erasures = erasures;
            this.unnumbered =
                    new SummaryRevision(
                            meeting.id(),
                            0,
                            SummaryRevision.Kind.MODEL,
                            meeting.state() == MeetingState.ENDED,
                            segments.stream().mapToLong(Segment::number).max().orElse(0),
                            done.model(),
                            done.result(),
                            clock.instant());
        }

        @Override
        public void in(Handle handle) {
            number =
                    SummaryStore.append(handle, unnumbered, erasures, job)
                            .orElseThrow(() ->
                                    JobException.again(
                                            "something was erased meanwhile", "it is read again"));
        }

        @Override
        public void afterwards() {
            events.publish(new HubEvent.SummaryRevised(meeting.room(), meeting.id(), number));
        }
    }
}

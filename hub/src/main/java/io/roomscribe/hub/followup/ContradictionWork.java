package io.roomscribe.hub.followup;

import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.job.JobException;
import io.roomscribe.hub.job.JobWork;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.search.SearchBusyException;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.template.SettingsDesk;
import io.roomscribe.hub.transcript.TranscriptStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;

/// Compares the decisions of a meeting with earlier ones of its room, as a job: search finds those
/// about the same, a model names pairs that cannot both hold, code checks every pair.
///
/// Thread-safe.
public final class ContradictionWork implements JobWork {
    /// Its kind of job.
    public static final String KIND = "contradictions";

    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final SummaryStore summaries;
    private final ContradictionStore store;
    private final EarlierDecisions earlier;
    private final LanguageAsker asker;
    private final SettingsDesk settings;
    private final Clock clock;

    public ContradictionWork(
            HubDatabase database,
            MeetingStore meetings,
            TranscriptStore transcripts,
            SummaryStore summaries,
            EarlierDecisions.Finder finder,
            LanguageAsker asker,
            SettingsDesk settings,
            Clock clock) {
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.summaries = summaries;
        this.store = new ContradictionStore(database);
        this.earlier = new EarlierDecisions(finder, meetings, summaries);
        this.asker = asker;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param job its payload is the meeting's id
    @Override
    public Effect on(Job job, IntConsumer progress) throws InterruptedException {
        var meeting =
                meetings.meeting(job.payload())
                        .orElseThrow(() ->
                                JobException.never(
                                        "the meeting is not there any more", "nothing to do"));
        var erasures = new HashMap<String, Integer>();
        erasures.put(meeting.id(), store.erasures(meeting.id()));
        var revision = summaries.latest(meeting.id());
        var now = revision.map(one -> EarlierDecisions.standing(meeting, one)).orElse(List.of());
        var before = earlier(meeting, now);
        before.forEach(
                one -> erasures.computeIfAbsent(one.meeting().id(), id -> store.erasures(id)));
        var found = compare(meeting, now, before);
        return handle ->
                write(
                        handle,
                        meeting,
                        revision.map(SummaryRevision::revision).orElse(0),
                        found,
                        erasures);
    }

    private List<Standing> earlier(Meeting meeting, List<Standing> now)
            throws InterruptedException {
        try {
            return earlier.like(meeting, now);
        } catch (SearchBusyException e) {
            throw JobException.again("too many searches at once", "it is tried again");
        }
    }

    private LanguageAsker.Done<List<Contradiction>> compare(
            Meeting meeting, List<Standing> now, List<Standing> before)
            throws InterruptedException {
        if (now.isEmpty() || before.isEmpty()) {
            return new LanguageAsker.Done<>(List.of(), "");
        }
        var check = new ContradictionCheck(transcripts::segments);
        var said = transcripts.lastSegments(meeting.id(), 1);
        var language = said.isEmpty() ? "" : said.getFirst().language();
        try {
            return asker.asking(settings.settings(meeting.room()).wish())
                    .ask(model -> compare(model, now, before, language, check));
        } catch (LanguageException e) {
            var why = String.valueOf(e.getMessage());
            var hint = "see the review page for how each model answers";
            throw e.isAboutReach() ? JobException.again(why, hint) : JobException.review(why, hint);
        }
    }

    /// What does not fit is asked in halves.
    private static List<Contradiction> compare(
            LanguageModel model,
            List<Standing> now,
            List<Standing> before,
            String language,
            ContradictionCheck check)
            throws InterruptedException {
        var prompt = ContradictionPrompt.of(now, before, language);
        if (!model.fits(prompt) && now.size() + before.size() > 2) {
            var isLonger = now.size() > before.size();
            var halved = isLonger ? now : before;
            var found = new ArrayList<Contradiction>();
            var middle = halved.size() / 2;
            for (var half :
                    List.of(halved.subList(0, middle), halved.subList(middle, halved.size()))) {
                found.addAll(
                        isLonger
                                ? compare(model, half, before, language, check)
                                : compare(model, now, half, language, check));
            }
            return List.copyOf(found);
        }
        return ContradictionPrompt.claims(model.answer(prompt)).stream()
                .map(claim -> check.of(claim, now, before))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private void write(
            Handle handle,
            Meeting meeting,
            int revision,
            LanguageAsker.Done<List<Contradiction>> found,
            Map<String, Integer> erasures) {
        var isWritten =
                ContradictionStore.replace(
                        handle,
                        meeting.id(),
                        revision,
                        found.model(),
                        clock.instant(),
                        found.result(),
                        erasures);
        if (!isWritten) {
            throw JobException.again("something was erased meanwhile", "it is read again");
        }
    }
}

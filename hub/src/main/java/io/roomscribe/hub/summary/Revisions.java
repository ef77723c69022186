package io.roomscribe.hub.summary;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.summary.SummaryRevision.Kind;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Adds revisions, one at a time, each on top of the newest, and tells of it. The two loops meet
/// here and nowhere else.
///
/// Thread-safe.
final class Revisions {
    static final String BY_HAND = "by hand";
    private static final String AND_EXTRACTIVE = " + " + ExtractiveSummarizer.NAME;

    private final SummaryStore store;
    private final HubEvents events;
    private final Clock clock;

    Revisions(SummaryStore store, HubEvents events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /// Extractive notes over everything said. Once a model has written prose, they only add items
    /// to it. Adds nothing when that would change nothing.
    synchronized void addExtractive(Meeting meeting, int erasures, long through, Minutes found) {
        var latest = store.latest(meeting.id());
        var byModel = store.latestWritten(meeting.id());
        var minutes = byModel.map(model -> onTop(model.minutes(), latest, found)).orElse(found);
        var ended = meeting.state() == MeetingState.ENDED;
        var isOutdated = store.isOutdated(meeting.id());
        var isOurs = byModel.isEmpty();
        if (!isOutdated
                && latest.isPresent()
                && isSame(latest.get(), minutes, through, ended, isOurs)) {
            return;
        }
        var _ =
                add(
                        meeting,
                        erasures,
                        latest,
                        new Draft(
                                Kind.EXTRACTIVE,
                                ended,
                                through,
                                byModel.map(model -> model.model() + AND_EXTRACTIVE)
                                        .orElse(ExtractiveSummarizer.NAME),
                                minutes));
    }

    /// A model's minutes. What extractive notes found since the model began to read is kept.
    ///
    /// @return false when something was erased of the meeting since it was read
    synchronized boolean addByModel(
            Meeting meeting,
            int erasures,
            long through,
            boolean ended,
            LanguageAsker.Done<Minutes> done) {
        var latest = store.latest(meeting.id());
        var since =
                latest.filter(_ -> !store.isOutdated(meeting.id()))
                        .map(SummaryRevision::minutes)
                        .orElse(Minutes.EMPTY);
        var minutes = MinutesMerge.inOrder(MinutesMerge.merge(done.result(), items(since)));
        return add(
                meeting,
                erasures,
                latest,
                new Draft(Kind.MODEL, ended, through, done.model(), minutes));
    }

    /// A person's prose; everything else stays as it was.
    ///
    /// @return false when there is nothing to write about, or something was erased meanwhile
    synchronized boolean addByPerson(Meeting meeting, int erasures, String summary) {
        var latest = store.latest(meeting.id());
        if (latest.isEmpty()) {
            return false;
        }
        return add(
                meeting,
                erasures,
                latest,
                new Draft(
                        Kind.PERSON,
                        meeting.state() == MeetingState.ENDED,
                        latest.get().throughNumber(),
                        BY_HAND,
                        latest.get().minutes().withSummary(summary)));
    }

    private record Draft(Kind kind, boolean isFinal, long through, String model, Minutes minutes) {}

    private boolean add(
            Meeting meeting, int erasures, Optional<SummaryRevision> latest, Draft draft) {
        var revision =
                new SummaryRevision(
                        meeting.id(),
                        latest.map(SummaryRevision::revision).orElse(0) + 1,
                        draft.kind(),
                        draft.isFinal(),
                        draft.through(),
                        draft.model(),
                        draft.minutes(),
                        clock.instant());
        if (!store.insert(revision, erasures)) {
            return false;
        }
        events.publish(
                new HubEvent.SummaryRevised(meeting.room(), meeting.id(), revision.revision()));
        return true;
    }

    private static Minutes onTop(Minutes byModel, Optional<SummaryRevision> latest, Minutes found) {
        var since = latest.map(SummaryRevision::minutes).orElse(Minutes.EMPTY);
        return MinutesMerge.inOrder(
                MinutesMerge.merge(MinutesMerge.merge(byModel, items(since)), items(found)));
    }

    /// Without prose and headings.
    private static Minutes items(Minutes minutes) {
        return new Minutes(
                "", List.of(), minutes.decisions(), minutes.actionItems(), minutes.openQuestions());
    }

    /// Nothing was said since, or what was said changes nothing.
    ///
    /// @param isOurs whether no model or person has written: then a corrected sentence shows
    private static boolean isSame(
            SummaryRevision latest, Minutes minutes, long through, boolean ended, boolean isOurs) {
        var isRead = latest.throughNumber() >= through;
        var isEqual = latest.minutes().equals(minutes);
        return latest.isFinal() == ended
                && ((isRead && (!isOurs || isEqual)) || (!ended && isEqual));
    }

    /// Where people corrected what an item rests on, it quotes what stands there now; where that no
    /// longer says it, it is unverified.
    synchronized void requote(Meeting meeting, int erasures, List<Line> lines, String language) {
        var latest = store.latest(meeting.id());
        if (latest.isEmpty() || store.isOutdated(meeting.id())) {
            return;
        }
        var minutes = new CorrectedQuotes(lines, language).in(latest.get().minutes());
        if (!minutes.equals(latest.get().minutes())) {
            var _ =
                    add(
                            meeting,
                            erasures,
                            latest,
                            new Draft(
                                    latest.get().kind(),
                                    latest.get().isFinal(),
                                    latest.get().throughNumber(),
                                    latest.get().model(),
                                    minutes));
        }
    }
}

package io.roomscribe.hub.followup;

import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.search.ItemKind;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.search.SearchQuery;
import io.roomscribe.hub.search.SearchResult.Hit;
import io.roomscribe.hub.search.VisibleRooms;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.summary.SummaryStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds earlier decisions of a room that are about what a meeting decided.
///
/// Thread-safe.
public final class EarlierDecisions {
    private static final int NOW_MAX = 30;
    private static final int LIKE = 5;
    private static final int FOUND_MAX = 40;

    private final Finder finder;
    private final MeetingStore meetings;
    private final SummaryStore summaries;

    /// Finds sentences that hold decisions; the hub's search.
    @FunctionalInterface
    public interface Finder {
        List<Hit> like(String text, SearchQuery.Filter filter, int limit)
                throws InterruptedException;

        static Finder of(SearchDesk search) {
            return (text, filter, limit) -> search.like(text, filter, limit).hits();
        }
    }

    EarlierDecisions(Finder finder, MeetingStore meetings, SummaryStore summaries) {
        this.finder = finder;
        this.meetings = meetings;
        this.summaries = summaries;
    }

    /// What of a meeting's minutes code found in its transcript.
    static List<Standing> standing(Meeting meeting, SummaryRevision revision) {
        return revision.minutes().decisions().stream()
                .filter(one -> one.evidence().verified() && !one.evidence().segments().isEmpty())
                .map(one -> new Standing(meeting, one))
                .limit(NOW_MAX)
                .toList();
    }

    /// The most alike of each first.
    List<Standing> like(Meeting meeting, List<Standing> now) throws InterruptedException {
        var filter =
                new SearchQuery.Filter(
                        VisibleRooms.ALL,
                        Optional.of(meeting.room()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(meeting.startedAt()),
                        Set.of(ItemKind.DECISION));
        var found = new LinkedHashSet<Standing>();
        for (var decision : now) {
            for (var hit : finder.like(decision.decision().text(), filter, LIKE)) {
                if (found.size() < FOUND_MAX) {
                    found.addAll(at(hit, meeting));
                }
            }
        }
        return List.copyOf(found);
    }

    private List<Standing> at(Hit hit, Meeting later) {
        var meeting =
                meetings.meeting(hit.segment().meeting())
                        .filter(one -> !one.id().equals(later.id()));
        var revision = meeting.flatMap(one -> summaries.latest(one.id()));
        return revision.isEmpty()
                ? List.of()
                : standing(meeting.get(), revision.get()).stream()
                        .filter(one ->
                                one.decision()
                                        .evidence()
                                        .segments()
                                        .contains(hit.segment().number()))
                        .toList();
    }
}

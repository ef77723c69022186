package io.roomscribe.hub.followup;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.summary.SummaryRevision.Kind;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Has a meeting's decisions compared with earlier ones whenever its final minutes are new, and
/// says what came of it. Where no model writes minutes, none compares them.
///
/// Thread-safe; one supervised task.
public final class FollowUps implements Task {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MEETINGS_AT_START = 50;

    /// What is forgotten here is still known from the table once it was compared.
    private static final int ASKED_MAX = 1000;

    private final ContradictionStore store;
    private final MeetingStore meetings;
    private final SummaryStore summaries;
    private final JobDesk jobs;
    private final HubEvents events;

    public FollowUps(
            HubDatabase database,
            MeetingStore meetings,
            SummaryStore summaries,
            JobDesk jobs,
            HubEvents events) {
        this.store = new ContradictionStore(database);
        this.meetings = meetings;
        this.summaries = summaries;
        this.jobs = jobs;
        this.events = events;
    }

    /// What came of comparing this meeting's decisions.
    public Comparison comparison(String meeting) {
        return store.of(meeting);
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        var asked = new HashMap<String, Integer>();
        try (var news = events.subscribe()) {
            lookAtAll(asked);
            while (!stop.isStopping()) {
                var revised = news.poll(POLL).flatMap(FollowUps::revised);
                revised.ifPresent(meeting -> lookAt(meeting, asked));
                if (news.takeLost()) {
                    lookAtAll(asked);
                }
            }
        }
    }

    private static Optional<String> revised(HubEvent event) {
        return event instanceof HubEvent.SummaryRevised one
                ? Optional.of(one.meeting())
                : Optional.empty();
    }

    private void lookAtAll(Map<String, Integer> asked) {
        meetings.meetings(Optional.empty(), MEETINGS_AT_START).stream()
                .map(Meeting::id)
                .forEach(meeting -> lookAt(meeting, asked));
    }

    /// @param asked the revision for which a job was taken, by meeting
    void lookAt(String meeting, Map<String, Integer> asked) {
        summaries
                .latest(meeting)
                .filter(one -> one.isFinal() && one.kind() != Kind.EXTRACTIVE)
                .map(SummaryRevision::revision)
                .filter(revision ->
                        revision > store.comparedRevision(meeting)
                                && revision > asked.getOrDefault(meeting, 0))
                .ifPresent(revision -> {
                    if (asked.size() > ASKED_MAX) {
                        asked.clear();
                    }
                    asked.put(meeting, revision);
                    var _ = jobs.take(ContradictionWork.KIND, Lane.BACKGROUND, meeting);
                });
    }
}

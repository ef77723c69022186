package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.job.Job.Lane;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.summary.MinutesWork;
import java.time.Instant;
import java.util.List;

/// What the hub was asked to do that takes longer than a request.
///
/// Thread-safe.
public final class JobRoutes {
    private static final int JOBS_MAX = 500;
    private static final int JOBS_SHOWN = 100;
    private static final int MODEL_CHARS_MAX = 200;

    private final JobDesk desk;
    private final MeetingStore meetings;

    public JobRoutes(JobDesk desk, MeetingStore meetings) {
        this.desk = desk;
        this.meetings = meetings;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/jobs", this::jobs, "limit"),
                Route.answering("/api/v1/jobs/{id}", call -> Answer.json(JobShape.of(find(call)))),
                Route.changing(Method.POST, "/api/v1/jobs/{id}/retry", this::retry),
                Route.changing(Method.POST, "/api/v1/jobs/{id}/cancel", this::cancel),
                Route.changing(Method.POST, "/api/v1/meetings/{id}/minutes", this::minutes));
    }

    record JobShape(
            String id,
            String kind,
            String lane,
            String state,
            int attempt,
            int progress,
            String error,
            Instant createdAt,
            Instant updatedAt) {
        static JobShape of(Job job) {
            return new JobShape(
                    job.id(),
                    job.kind(),
                    job.lane().word(),
                    job.state().word(),
                    job.attempt(),
                    job.progress(),
                    job.error(),
                    job.createdAt(),
                    job.updatedAt());
        }
    }

    record JobsShape(List<JobShape> jobs) {}

    /// @param model the one to ask first, empty for the usual order
    record Wanted(String model) {}

    record Nothing() {}

    private Answer jobs(Call call) {
        var limit = (int) call.number("limit", 1, JOBS_MAX, JOBS_SHOWN);
        return Answer.json(new JobsShape(desk.jobs(limit).stream().map(JobShape::of).toList()));
    }

    private Answer minutes(Call call) {
        var meeting = call.meeting(meetings);
        var model = call.body(Wanted.class).model();
        if (model.length() > MODEL_CHARS_MAX) {
            throw ProblemException.unprocessable("A model's name is not that long.");
        }
        var job =
                desk.take(
                        MinutesWork.KIND, Lane.STANDARD, MinutesWork.payload(meeting.id(), model));
        return Answer.accepted(JobShape.of(job));
    }

    private Answer retry(Call call) {
        var job = find(call);
        var _ = call.body(Nothing.class);
        return done(call, desk.retry(job), "Only a job that failed or was cancelled is retried.");
    }

    private Answer cancel(Call call) {
        var job = find(call);
        var _ = call.body(Nothing.class);
        return done(call, desk.cancel(job), "This job is done or cancelled already.");
    }

    private Answer done(Call call, boolean isDone, String otherwise) {
        if (!isDone) {
            throw ProblemException.conflict(otherwise);
        }
        return Answer.accepted(JobShape.of(find(call)));
    }

    private Job find(Call call) {
        return desk.job(call.path("id"))
                .orElseThrow(() -> ProblemException.notFound("There is no job of that id."));
    }
}

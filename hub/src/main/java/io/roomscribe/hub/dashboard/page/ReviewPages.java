package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.api.ReviewRoutes;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.job.JobDesk;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.summary.Review;
import io.roomscribe.hub.summary.ReviewDesk;
import java.util.List;
import java.util.function.Predicate;

/// The review queue's page and its three buttons.
///
/// Thread-safe.
final class ReviewPages {
    private static final int SHOWN = 100;
    private static final int JOBS_SHOWN = 20;

    private final ReviewDesk desk;
    private final JobDesk jobs;
    private final MeetingStore meetings;
    private final Times times;

    ReviewPages(ReviewDesk desk, JobDesk jobs, MeetingStore meetings, Times times) {
        this.desk = desk;
        this.jobs = jobs;
        this.meetings = meetings;
        this.times = times;
    }

    /// @param show answers with the list as it is then
    List<Route> changes(Route.Answerer show) {
        return List.of(
                changing(
                        "retry",
                        show,
                        (call, review) -> {
                            var _ = desk.retry(review, call.form("model"));
                        }),
                changing(
                        "dismiss",
                        show,
                        (call, review) -> {
                            var _ = desk.dismiss(review);
                        }),
                changing(
                        "summary",
                        show,
                        (call, review) -> {
                            var _ = desk.edit(review, ReviewRoutes.checked(call.form("summary")));
                        }),
                job("retry", show, jobs::retry),
                job("cancel", show, jobs::cancel));
    }

    private interface Change {
        void of(Call call, Review review);
    }

    /// What does not wait any more stays as it is: the list that comes back says so.
    private Route changing(String what, Route.Answerer show, Change change) {
        return Route.changing(
                Method.POST,
                "/reviews/{id}/" + what,
                call -> {
                    var review =
                            desk.review(call.path("id"))
                                    .orElseThrow(() ->
                                            ProblemException.notFound(
                                                    "There is no review of that id."));
                    change.of(call, review);
                    return show.answer(call);
                });
    }

    private Route job(String what, Route.Answerer show, Predicate<Job> change) {
        return Route.changing(
                Method.POST,
                "/jobs/{id}/" + what,
                call -> {
                    var job =
                            jobs.job(call.path("id"))
                                    .orElseThrow(() ->
                                            ProblemException.notFound(
                                                    "There is no job of that id."));
                    var _ = change.test(job);
                    return show.answer(call);
                });
    }

    ReviewsView view() {
        var all = desk.reviews(SHOWN);
        return new ReviewsView(
                all.stream().filter(one -> one.state().isWaiting()).map(this::row).toList(),
                all.stream().filter(one -> !one.state().isWaiting()).map(this::row).toList(),
                desk.models().stream().map(ReviewsView::model).toList(),
                jobs.jobs(JOBS_SHOWN).stream().map(one -> ReviewsView.job(one, times)).toList());
    }

    private ReviewsView.Row row(Review review) {
        var title = meetings.meeting(review.meeting()).map(Meeting::title).orElse("A meeting");
        return ReviewsView.row(review, title, times);
    }
}

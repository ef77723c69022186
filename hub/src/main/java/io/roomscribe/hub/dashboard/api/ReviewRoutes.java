package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.summary.Review;
import io.roomscribe.hub.summary.ReviewDesk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The language models and how they answer, and the minutes that none of them could revise.
///
/// Thread-safe.
public final class ReviewRoutes {
    private static final int REVIEWS_MAX = 500;
    private static final int REVIEWS_SHOWN = 100;
    private static final int SUMMARY_CHARS_MAX = 20_000;
    private static final int MODEL_CHARS_MAX = 200;

    private final ReviewDesk desk;

    public ReviewRoutes(ReviewDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/language-models", _ -> models()),
                Route.answering("/api/v1/reviews", this::reviews, "limit"),
                Route.answering(
                        "/api/v1/reviews/{id}", call -> Answer.json(ReviewShape.of(find(call)))),
                Route.changing(Method.POST, "/api/v1/reviews/{id}/retry", this::retry),
                Route.changing(Method.POST, "/api/v1/reviews/{id}/dismiss", this::dismiss),
                Route.changing(Method.PUT, "/api/v1/reviews/{id}/summary", this::edit));
    }

    /// @param state `unasked`, `answering` or `failing`
    record ModelShape(
            int position,
            String name,
            String state,
            long answers,
            long failures,
            Optional<String> failure,
            Optional<Instant> askedAt) {
        static ModelShape of(ModelHealth.State state) {
            return new ModelShape(
                    state.position(),
                    state.model(),
                    state.word(),
                    state.answers(),
                    state.failures(),
                    state.failure().map(LanguageException.Code::word),
                    state.askedAt());
        }
    }

    record ModelsShape(List<ModelShape> models) {}

    record ReviewShape(
            String id,
            String meeting,
            String state,
            long through,
            String model,
            int promptTokens,
            String code,
            String error,
            int attempts,
            Instant createdAt,
            Instant updatedAt) {
        static ReviewShape of(Review review) {
            return new ReviewShape(
                    review.id(),
                    review.meeting(),
                    review.state().word(),
                    review.throughNumber(),
                    review.model(),
                    review.promptTokens(),
                    review.code(),
                    review.error(),
                    review.attempts(),
                    review.createdAt(),
                    review.updatedAt());
        }
    }

    record ReviewsShape(List<ReviewShape> reviews) {}

    /// @param model the one to ask first, empty for the usual order
    record Retry(String model) {}

    record Dismissal() {}

    record Edit(String summary) {}

    private Answer models() {
        return Answer.json(new ModelsShape(desk.models().stream().map(ModelShape::of).toList()));
    }

    private Answer reviews(Call call) {
        var limit = (int) call.number("limit", 1, REVIEWS_MAX, REVIEWS_SHOWN);
        return Answer.json(
                new ReviewsShape(desk.reviews(limit).stream().map(ReviewShape::of).toList()));
    }

    private Answer retry(Call call) {
        var review = find(call);
        var model = call.body(Retry.class).model();
        if (model.length() > MODEL_CHARS_MAX) {
            throw ProblemException.unprocessable("A model's name is not that long.");
        }
        return done(call, desk.retry(review, model));
    }

    private Answer dismiss(Call call) {
        var review = find(call);
        var _ = call.body(Dismissal.class);
        return done(call, desk.dismiss(review));
    }

    private Answer edit(Call call) {
        var review = find(call);
        return done(call, desk.edit(review, checked(call.body(Edit.class).summary())));
    }

    /// Prose that may become minutes.
    ///
    /// @throws ProblemException when it is blank or too long
    public static String checked(String summary) {
        var text = summary.strip();
        if (text.isEmpty() || text.length() > SUMMARY_CHARS_MAX) {
            throw ProblemException.unprocessable(
                    "Minutes have 1 to %d characters.".formatted(SUMMARY_CHARS_MAX));
        }
        return text;
    }

    private Answer done(Call call, boolean isDone) {
        if (!isDone) {
            throw ProblemException.conflict(
                    "This review does not wait any more: read it again to see why.");
        }
        return Answer.accepted(ReviewShape.of(find(call)));
    }

    private Review find(Call call) {
        return desk.review(call.path("id"))
                .orElseThrow(() -> ProblemException.notFound("There is no review of that id."));
    }
}

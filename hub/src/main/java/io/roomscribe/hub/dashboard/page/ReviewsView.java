package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.job.Job;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.summary.Review;
import java.util.List;
import java.util.Locale;

/// The review queue and the language models as their page shows them.
///
/// Immutable.
record ReviewsView(List<Row> waiting, List<Row> closed, List<Model> models, List<Work> jobs) {

    /// @param tone `open`, `good` or `bad`
    record Row(
            String id,
            String meeting,
            String title,
            String when,
            String state,
            String tone,
            String model,
            String tokens,
            String code,
            String error,
            String attempts) {}

    record Model(int position, String name, String state, String tone, String account) {}

    /// @param change `cancel`, `retry` or empty: what its button does
    record Work(
            String id,
            String when,
            String kind,
            String state,
            String tone,
            String account,
            String change) {}

    static Work job(Job job, Times times) {
        var account =
                switch (job.state()) {
                    case QUEUED -> Texts.of("review.in-lane", job.lane().word());
                    case RUNNING -> Texts.of("review.running", job.progress(), job.attempt());
                    case DONE -> Texts.of("review.attempt", job.attempt());
                    case RETRYING, FAILED, REVIEW, CANCELLED -> job.error();
                };
        var tone =
                switch (job.state()) {
                    case QUEUED, RUNNING, RETRYING -> "open";
                    case FAILED, REVIEW -> "bad";
                    case DONE, CANCELLED -> "good";
                };
        var change =
                switch (job.state()) {
                    case QUEUED, RUNNING, RETRYING -> "cancel";
                    case FAILED, REVIEW, CANCELLED -> "retry";
                    case DONE -> "";
                };
        return new Work(
                job.id(),
                times.clock(job.updatedAt()),
                job.kind(),
                job.state().word(),
                tone,
                account,
                change);
    }

    static Model model(ModelHealth.State state) {
        var account =
                state.askedAt().isEmpty()
                        ? Texts.of("review.unasked")
                        : Texts.of("review.answered-failed", state.answers(), state.failures());
        var why =
                state.failure()
                        .map(code ->
                                Texts.of(
                                        "review.last",
                                        code.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                        .orElse("");
        var tone =
                switch (state.word()) {
                    case "answering" -> "good";
                    case "failing" -> "bad";
                    default -> "open";
                };
        return new Model(state.position(), state.model(), state.word(), tone, account + why);
    }

    static Row row(Review review, String title, Times times) {
        return new Row(
                review.id(),
                review.meeting(),
                title,
                times.clock(review.updatedAt()),
                word(review.state()),
                tone(review.state()),
                review.model().isEmpty() ? Texts.of("review.no-model-name") : review.model(),
                review.promptTokens() == 0 ? "" : Texts.of("review.tokens", review.promptTokens()),
                review.code().replace('-', ' '),
                review.error(),
                review.attempts() == 1
                        ? Texts.of("review.once")
                        : Texts.of("review.times", review.attempts()));
    }

    private static String word(Review.State state) {
        return Texts.of(
                switch (state) {
                    case OPEN -> "review.open";
                    case RETRYING -> "review.retrying";
                    case ANSWERED -> "review.answered";
                    case EDITED -> "review.edited";
                    case DISMISSED -> "review.dismissed";
                });
    }

    private static String tone(Review.State state) {
        return switch (state) {
            case OPEN -> "bad";
            case RETRYING -> "open";
            case ANSWERED, EDITED, DISMISSED -> "good";
        };
    }
}

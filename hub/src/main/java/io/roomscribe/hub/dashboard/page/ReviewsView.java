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
                    case QUEUED -> "in lane " + job.lane().word();
                    case RUNNING -> "%d %%, attempt %d".formatted(job.progress(), job.attempt());
                    case DONE -> "attempt " + job.attempt();
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
                        ? "Nobody has asked it yet"
                        : "%d answered, %d failed".formatted(state.answers(), state.failures());
        var why =
                state.failure()
                        .map(code ->
                                ", last: " + code.name().toLowerCase(Locale.ROOT).replace('_', ' '))
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
                review.model().isEmpty() ? "no model" : review.model(),
                review.promptTokens() == 0
                        ? ""
                        : "%d tokens at most".formatted(review.promptTokens()),
                review.code().replace('-', ' '),
                review.error(),
                review.attempts() == 1 ? "once" : review.attempts() + " times");
    }

    private static String word(Review.State state) {
        return switch (state) {
            case OPEN -> "Waits";
            case RETRYING -> "Asking again";
            case ANSWERED -> "A model answered";
            case EDITED -> "Written by hand";
            case DISMISSED -> "Dismissed";
        };
    }

    private static String tone(Review.State state) {
        return switch (state) {
            case OPEN -> "bad";
            case RETRYING -> "open";
            case ANSWERED, EDITED, DISMISSED -> "good";
        };
    }
}

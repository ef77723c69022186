package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageModels;
import io.roomscribe.hub.language.ModelHealth;
import io.roomscribe.hub.summary.Review.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a person does about minutes that no language model could revise: have it asked again, have
/// another model asked, write them by hand, or let the extractive notes stand.
///
/// Thread-safe.
public final class ReviewDesk {
    private final ReviewStore store;
    private final RollingSummarizer summarizer;
    private final Supplier<List<ModelHealth.State>> models;

    public ReviewDesk(
            ReviewStore store,
            RollingSummarizer summarizer,
            LanguageModels models,
            ModelHealth health) {
        this(store, summarizer, () -> models.known(health));
    }

    public ReviewDesk(
            ReviewStore store,
            RollingSummarizer summarizer,
            Supplier<List<ModelHealth.State>> models) {
        this.store = store;
        this.summarizer = summarizer;
        this.models = models;
    }

    public List<Review> reviews(int limit) {
        return store.reviews(limit);
    }

    public Optional<Review> review(String id) {
        return store.review(id);
    }

    /// How many wait.
    public int waiting() {
        return store.waiting();
    }

    /// The models that can be asked, in their order, and how they have answered.
    public List<ModelHealth.State> models() {
        return models.get();
    }

    /// Asks again now, all attempts anew.
    ///
    /// @param model the one to ask first, empty for the usual order
    /// @return false when it does not wait any more
    public boolean retry(Review review, String model) {
        if (!store.move(review.id(), State.RETRYING)) {
            return false;
        }
        summarizer.askAgain(review.meeting(), model);
        return true;
    }

    /// Leaves the extractive notes standing until something more is said.
    ///
    /// @return false when it does not wait any more
    public boolean dismiss(Review review) {
        if (!store.move(review.id(), State.DISMISSED)) {
            return false;
        }
        summarizer.leave(review.meeting(), review.throughNumber());
        return true;
    }

    /// Makes `summary` the prose of a new revision, which no model changes later.
    ///
    /// @return false when it does not wait any more, or something was erased of the meeting
    public boolean edit(Review review, String summary) {
        if (!store.review(review.id()).map(one -> one.state().isWaiting()).orElse(false)
                || !summarizer.writeByHand(review.meeting(), summary)) {
            return false;
        }
        var _ = store.move(review.id(), State.EDITED);
        summarizer.leave(review.meeting(), review.throughNumber());
        return true;
    }
}

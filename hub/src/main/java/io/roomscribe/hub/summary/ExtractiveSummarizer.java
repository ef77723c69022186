package io.roomscribe.hub.summary;

import java.util.HashSet;
import java.util.List;

/// Minutes without a language model: the phrases with which people decide, promise and hand out
/// work, and the sentences that carry most of the meeting's own words. Every item is the
/// transcript's own, so every item is verified. The same lines give the same minutes.
///
/// English only so far; other languages get the summary sentences and no items. Stateless.
final class ExtractiveSummarizer {
    /// The name that stands under its minutes.
    static final String NAME = "extractive";

    private final DecisionFinder decisions = new DecisionFinder();
    private final ActionFinder actions = new ActionFinder();
    private final QuestionFinder questions = new QuestionFinder();
    private final TopicFinder topics = new TopicFinder();
    private final SentencePicker sentences = new SentencePicker();

    /// @param all lines of the whole meeting, in order
    Minutes summarize(List<Line> all, boolean ended) {
        var lines = SpokenOrders.without(all);
        var decided = decisions.find(lines);
        var work = actions.find(lines);
        var told = new HashSet<Long>();
        decided.forEach(item -> told.addAll(item.evidence().segments()));
        work.forEach(item -> told.addAll(item.evidence().segments()));
        return new Minutes(
                sentences.pick(lines, told),
                topics.find(lines),
                decided,
                work,
                questions.find(lines, ended));
    }
}

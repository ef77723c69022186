package io.roomscribe.hub.answer;

import io.roomscribe.hub.answer.AnswerNews.End;
import io.roomscribe.hub.answer.AnswerNews.Outcome;
import io.roomscribe.hub.language.LanguageAsker.Candidates;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.language.ModelWish;
import io.roomscribe.hub.search.IndexedSegment;
import io.roomscribe.hub.search.SearchDesk;
import io.roomscribe.hub.search.SearchQuery;
import io.roomscribe.hub.search.SearchResult.Hit;
import io.roomscribe.hub.summary.SentenceEvidence;
import io.roomscribe.protocol.RoomId;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers questions: searches, asks a model for sentences with citations, and passes on those that
/// code finds in what was said. A person waits for it, so a model that fails is not asked again:
/// the next one is, and without any the best extracts stand for themselves.
///
/// Thread-safe.
public final class Answers {
    private static final System.Logger LOG = System.getLogger(Answers.class.getName());
    private static final int HITS = 16;
    private static final int STRETCHES = 7;
    private static final int EXTRACTS = 4;

    /// Of a question's content, in what is to answer it.
    private static final double RELATED = 0.5;

    private final SearchDesk search;
    private final Candidates models;
    private final Function<Set<RoomId>, ModelWish> wishes;

    /// @param wishes what is to be observed where lines of these rooms are shown to a model
    public Answers(SearchDesk search, Candidates models, Function<Set<RoomId>, ModelWish> wishes) {
        this.search = search;
        this.models = models;
        this.wishes = wishes;
    }

    /// @param filter where to look
    /// @param onNews told on this thread as the answer comes
    public void answer(String question, SearchQuery.Filter filter, Consumer<AnswerNews> onNews)
            throws InterruptedException {
        var hits = related(question, search.like(question, filter, HITS).hits());
        var excerpts = new Excerpts(stretches(hits));
        onNews.accept(new AnswerNews.Sources(excerpts.sources()));
        if (excerpts.isEmpty()) {
            onNews.accept(new End(Outcome.NOT_SAID, "", 0));
            return;
        }
        for (var model : candidates(excerpts)) {
            var attempt = new Attempt(excerpts, onNews);
            if (attempt.by(model, question)) {
                return;
            }
        }
        extracts(hits, excerpts, onNews);
    }

    private List<LanguageModel> candidates(Excerpts excerpts) throws InterruptedException {
        var rooms =
                excerpts.sources().stream()
                        .map(source -> source.segment().room())
                        .collect(Collectors.toSet());
        try {
            return models.candidates(wishes.apply(rooms));
        } catch (LanguageException e) {
            LOG.log(Level.INFO, "No language model for an answer code={0}", e.code());
            return List.of();
        }
    }

    private List<Hit> related(String question, List<Hit> hits) {
        var related = new ArrayList<Hit>();
        for (var hit : hits) {
            var passage = search.around(hit.segment());
            var text = String.join(" ", passage.stream().map(IndexedSegment::text).toList());
            if (hit.byMeaning() || SentenceEvidence.shareOf(question, text) >= RELATED) {
                related.add(hit);
            }
        }
        return related;
    }

    private List<List<IndexedSegment>> stretches(List<Hit> hits) {
        var stretches = new LinkedHashMap<Long, List<IndexedSegment>>();
        for (var hit : hits) {
            var around = search.around(hit.segment());
            if (!around.isEmpty() && stretches.size() < STRETCHES) {
                stretches.putIfAbsent(around.getFirst().number(), around);
            }
        }
        return List.copyOf(stretches.values());
    }

    private static void extracts(List<Hit> hits, Excerpts excerpts, Consumer<AnswerNews> onNews) {
        var sources = excerpts.sources();
        var shown = 0;
        for (var hit : hits) {
            var source =
                    sources.stream()
                            .filter(one -> one.segment().number() == hit.segment().number())
                            .findFirst();
            if (source.isPresent() && shown < EXTRACTS) {
                shown++;
                onNews.accept(
                        new AnswerNews.Sentence(
                                SentenceEvidence.asSentence(hit.segment().text()),
                                List.of(source.get().number())));
            }
        }
        onNews.accept(new End(shown > 0 ? Outcome.EXTRACTS : Outcome.NOT_SAID, "", 0));
    }

    /// One model's try.
    private static final class Attempt {
        private final Excerpts all;
        private final Consumer<AnswerNews> onNews;
        private int passed;
        private int leftOut;
        private boolean isNotSaid;

        Attempt(Excerpts all, Consumer<AnswerNews> onNews) {
            this.all = all;
            this.onNews = onNews;
        }

        /// @return false when another may try
        boolean by(LanguageModel model, String question) throws InterruptedException {
            try {
                var sentences = new Sentences(this::check);
                var _ = model.answer(fitting(model, question), sentences::add);
                sentences.finish();
            } catch (LanguageException e) {
                LOG.log(
                        Level.INFO,
                        "Language model gave no answer to a question model={0} code={1}",
                        model.name(),
                        e.code());
                if (passed > 0) {
                    onNews.accept(new End(Outcome.CUT_SHORT, model.name(), leftOut));
                }
                return passed > 0;
            }
            onNews.accept(
                    new End(
                            passed > 0 ? Outcome.ANSWERED : Outcome.NOT_SAID,
                            model.name(),
                            leftOut));
            return true;
        }

        private io.roomscribe.hub.language.Prompt fitting(LanguageModel model, String question)
                throws InterruptedException {
            var excerpts = all;
            var prompt = QuestionPrompt.of(question, excerpts);
            while (!model.fits(prompt) && excerpts.stretches().size() > 1) {
                excerpts = excerpts.shorter();
                prompt = QuestionPrompt.of(question, excerpts);
            }
            return prompt;
        }

        private void check(Sentences.Sentence sentence) {
            if (sentence.text().contains(QuestionPrompt.NOT_SAID)) {
                isNotSaid = true;
            }
            if (isNotSaid) {
                return;
            }
            var found = all.find(sentence.text(), sentence.cited());
            if (found.isEmpty()) {
                leftOut++;
                return;
            }
            passed++;
            onNews.accept(new AnswerNews.Sentence(sentence.text(), List.of(found.getAsInt())));
        }
    }
}

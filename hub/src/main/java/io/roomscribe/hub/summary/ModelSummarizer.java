package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageAsker;
import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.language.Prompt;
import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.ModelAnswer.Item;
import io.roomscribe.hub.summary.ModelAnswer.Prose;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Minutes by a language model: prose over everything, decisions and tasks piece by piece over what
/// is new, both checked against the transcript and merged with what earlier revisions found.
///
/// Small models lose items in long texts and cite wrong lines (measured with a 1.5B model), hence
/// the short pieces, and the evidence by code. Thread-safe.
final class ModelSummarizer {
    private static final Logger LOG = System.getLogger(ModelSummarizer.class.getName());
    private static final int PIECE_WORDS = 220;

    /// Lines before a piece that the model sees again, so that a reply keeps its question.
    private static final int CONTEXT_LINES = 2;

    private static final int ITEM_CHARS_MAX = 240;

    /// An item with so many of its words in the question, and not found in the transcript, is a
    /// copy.
    private static final double COPIED = 0.8;

    /// What to do.
    ///
    /// @param earlier minutes of the latest revision
    /// @param prose what a model wrote about the lines before `fresh`, empty to read all anew
    /// @param lines of the whole meeting in order
    /// @param fresh those of them that no model has read for decisions and tasks
    record Job(
            Minutes earlier, String prose, List<Line> lines, List<Line> fresh, String language) {}

    private final LanguageAsker usual;

    ModelSummarizer(LanguageAsker usual) {
        this.usual = usual;
    }

    /// @param wanted the model to ask first, empty for the usual order
    LanguageAsker.Done<Minutes> revise(Job job, String wanted) throws InterruptedException {
        var asker = usual.preferring(wanted);
        var book = PromptBook.of(job.language());
        var known = new HashSet<>(Words.stems(job.prose()));
        job.lines().forEach(line -> known.addAll(Words.stems(line.text())));
        var prose =
                asker.ask(model ->
                        job.prose().isBlank()
                                ? whole(model, book, job.lines(), known)
                                : update(model, book, job, known));
        var found = itemsOf(asker, job, book);
        var merged =
                new Minutes(
                        prose.result().summary(),
                        prose.result().topics(),
                        MinutesMerge.decisions(found.decisions(), job.earlier().decisions()),
                        MinutesMerge.actionItems(found.actionItems(), job.earlier().actionItems()),
                        job.earlier().openQuestions());
        return new LanguageAsker.Done<>(MinutesMerge.inOrder(merged), prose.model());
    }

    private static Prose whole(
            LanguageModel model, PromptBook book, List<Line> lines, Set<String> known)
            throws InterruptedException {
        try {
            return prose(model, book.prose(lines), known);
        } catch (LanguageException e) {
            if (!e.isAboutLength() || lines.size() < 2) {
                throw e;
            }
            var middle = lines.size() / 2;
            var first = whole(model, book, lines.subList(0, middle), known);
            var second = whole(model, book, lines.subList(middle, lines.size()), known);
            return together(model, book, first, second, known);
        }
    }

    private static Prose update(LanguageModel model, PromptBook book, Job job, Set<String> known)
            throws InterruptedException {
        try {
            return prose(model, book.proseUpdate(job.prose(), job.fresh()), known);
        } catch (LanguageException e) {
            if (!e.isAboutLength()) {
                throw e;
            }
            var earlier = new Prose(job.prose(), job.earlier().topics());
            return together(model, book, earlier, whole(model, book, job.fresh(), known), known);
        }
    }

    private static Prose together(
            LanguageModel model, PromptBook book, Prose first, Prose second, Set<String> known)
            throws InterruptedException {
        var topics = new ArrayList<>(first.topics());
        second.topics().stream().filter(topic -> !topics.contains(topic)).forEach(topics::add);
        var merged =
                prose(model, book.proseMerge(List.of(first.summary(), second.summary())), known);
        return new Prose(merged.summary(), topics);
    }

    private static Prose prose(LanguageModel model, Prompt prompt, Set<String> known)
            throws InterruptedException {
        var answer = ModelAnswer.prose(model.answer(prompt));
        var summary = ProseCheck.sentences(answer.summary(), known);
        if (summary.isBlank()) {
            throw new LanguageException(
                    Code.GARBAGE, "the summary shares no words with the transcript");
        }
        return new Prose(summary, ProseCheck.headings(answer.topics(), known));
    }

    private static Minutes itemsOf(LanguageAsker asker, Job job, PromptBook book)
            throws InterruptedException {
        var found = Minutes.EMPTY;
        for (var piece : pieces(job)) {
            try {
                var inPiece =
                        asker.ask(model -> items(model, book, piece, job.language())).result();
                found = MinutesMerge.merge(found, inPiece);
            } catch (LanguageException e) {
                if (e.code() != Code.GARBAGE && e.code() != Code.EMPTY && !e.isAboutLength()) {
                    throw e;
                }
                // The extractive items of these lines stand.
                LOG.log(
                        Level.WARNING,
                        "No model found decisions in a piece lines={0} code={1}",
                        piece.size(),
                        e.code());
            }
        }
        return found;
    }

    /// Fresh lines in pieces, each with the lines just before it.
    private static List<List<Line>> pieces(Job job) {
        var fresh = Set.copyOf(job.fresh());
        var pieces = new ArrayList<List<Line>>();
        var piece = new ArrayList<Line>();
        var words = 0;
        for (var i = 0; i < job.lines().size(); i++) {
            var line = job.lines().get(i);
            if (!fresh.contains(line)) {
                continue;
            }
            if (piece.isEmpty()) {
                piece.addAll(job.lines().subList(Math.max(0, i - CONTEXT_LINES), i));
            }
            piece.add(line);
            words += Words.of(line.text()).size();
            if (words >= PIECE_WORDS) {
                pieces.add(List.copyOf(piece));
                piece.clear();
                words = 0;
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(List.copyOf(piece));
        }
        return pieces;
    }

    private static Minutes items(
            LanguageModel model, PromptBook book, List<Line> lines, String language)
            throws InterruptedException {
        List<Item> claims;
        try {
            claims = ModelAnswer.items(model.answer(book.items(lines)));
        } catch (LanguageException e) {
            if (!e.isAboutLength() || lines.size() < 2) {
                throw e;
            }
            var middle = lines.size() / 2;
            return MinutesMerge.merge(
                    items(model, book, lines.subList(0, middle), language),
                    items(model, book, lines.subList(middle, lines.size()), language));
        }
        return checked(claims, new EvidenceCheck(lines, language), book);
    }

    /// What the transcript bears out, and what it does not contain marked so. Left out: copies of
    /// the question, and words that were said where nobody settled or took on anything.
    static Minutes checked(List<Item> claims, EvidenceCheck check, PromptBook book) {
        var decisions = new ArrayList<Decision>();
        var tasks = new ArrayList<ActionItem>();
        var asked = Words.stems(book.ownWords());
        for (var claim : claims) {
            var stems = Words.stems(claim.text());
            if (stems.size() < 2 || claim.text().length() > ITEM_CHARS_MAX) {
                continue;
            }
            var place = check.find(claim.text(), claim.line() - 1);
            var text = Words.sentence(claim.text(), ".");
            if (place.isEmpty()) {
                if (Words.containment(stems, asked) < COPIED) {
                    addUnverified(claim, text, decisions, tasks);
                }
                continue;
            }
            var at = place.get().at();
            var isWork = check.isUndertakenAt(at) && check.isWork(claim.text());
            // Small models take one kind for the other; the words that were said there decide.
            if (check.isSettledAt(at) && (claim.isDecision() || !isWork)) {
                decisions.add(new Decision(text, place.get().evidence()));
            } else if (isWork) {
                tasks.add(
                        new ActionItem(
                                text,
                                check.owner(claim.owner(), text, at),
                                check.due(claim.due(), text, at),
                                place.get().evidence()));
            }
        }
        return new Minutes("", List.of(), decisions, tasks, List.of());
    }

    private static void addUnverified(
            Item claim, String text, List<Decision> decisions, List<ActionItem> tasks) {
        if (claim.isDecision()) {
            decisions.add(new Decision(text, Minutes.Evidence.NONE));
        } else {
            // Owner and date of a task that was not found were not found either.
            tasks.add(
                    new ActionItem(
                            text,
                            java.util.Optional.empty(),
                            java.util.Optional.empty(),
                            Minutes.Evidence.NONE));
        }
    }
}

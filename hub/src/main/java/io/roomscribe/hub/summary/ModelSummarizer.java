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
import io.roomscribe.hub.template.MinutesSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Minutes by a language model: decisions and tasks piece by piece over what is new, prose apart
/// from them, both checked against the transcript and merged with what earlier revisions found.
///
/// Small models lose items in long texts and cite wrong lines (measured with a 1.5B model), hence
/// short pieces for them, and prose over the whole text. Others read every line once and write
/// prose of the notes they took (docs/adr/0022-summary-cost.md). Evidence is by code in both.
/// Thread-safe.
final class ModelSummarizer {
    private static final Logger LOG = System.getLogger(ModelSummarizer.class.getName());
    private static final int ITEM_CHARS_MAX = 240;

    /// An item with so many of its words in the question, and not found in the transcript, is a
    /// copy.
    private static final double COPIED = 0.8;

    /// What to do.
    ///
    /// @param earlier minutes of the latest revision
    /// @param prose what a model wrote about the lines before `fresh`, empty for nothing
    /// @param lines of the whole meeting in order
    /// @param fresh those of them that no model has read for decisions and tasks
    /// @param isFinal the meeting has ended: the last pass
    record Job(
            Minutes earlier,
            String prose,
            List<Line> lines,
            List<Line> fresh,
            String language,
            boolean isFinal) {}

    private final LanguageAsker usual;

    ModelSummarizer(LanguageAsker usual) {
        this.usual = usual;
    }

    /// @param settings of the meeting's room
    LanguageAsker.Done<Minutes> revise(Job job, MinutesSettings settings)
            throws InterruptedException {
        var asker = usual.asking(settings.wish());
        var template = settings.template();
        var book = PromptBook.of(job.language(), template);
        var known = new HashSet<>(Words.stems(job.prose()));
        job.lines().forEach(line -> known.addAll(Words.stems(line.text())));
        var reading = new Reading(job, book, known);
        read(asker, reading);
        var prose =
                asker.ask(model ->
                        Reading.readsMuch(model) && reading.isNoted()
                                ? new ProseOfNotes(model, book, known).write(job, reading)
                                : ofText(model, book, job, known));
        var sections = MinutesMerge.sections(job.earlier().sections(), reading.sections());
        var merged =
                new Minutes(
                        prose.result().title(),
                        prose.result().summary(),
                        prose.result().topics(),
                        sections,
                        MinutesMerge.decisions(
                                reading.items().decisions(), job.earlier().decisions()),
                        MinutesMerge.actionItems(
                                reading.items().actionItems(), job.earlier().actionItems()),
                        job.earlier().openQuestions(),
                        ExtraMerge.of(
                                template,
                                ExtraMerge.merge(job.earlier().extras(), reading.extras())),
                        job.earlier().translated());
        var minutes =
                new Translation(asker, settings.language(), job.language())
                        .of(MinutesMerge.inOrder(merged));
        return new LanguageAsker.Done<>(minutes, prose.model());
    }

    private static void read(LanguageAsker asker, Reading reading) throws InterruptedException {
        while (!reading.isDone()) {
            try {
                asker.ask(reading::read);
            } catch (LanguageException e) {
                if (e.isAboutReach() || e.code() == Code.REFUSED) {
                    throw e;
                }
                // The extractive items of these lines stand.
                reading.skip();
                LOG.log(Level.WARNING, "No model found decisions in a piece code={0}", e.code());
            }
        }
    }

    private static Prose ofText(LanguageModel model, PromptBook book, Job job, Set<String> known)
            throws InterruptedException {
        return job.isFinal() || job.prose().isBlank()
                ? whole(model, book, parts(job.lines()), known)
                : update(model, book, job, known);
    }

    private static List<Line> parts(List<Line> lines) {
        return lines.stream().flatMap(line -> Reading.split(line).stream()).toList();
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
            var earlier = new Prose("", job.prose(), job.earlier().topics());
            return together(
                    model, book, earlier, whole(model, book, parts(job.fresh()), known), known);
        }
    }

    private static Prose together(
            LanguageModel model, PromptBook book, Prose first, Prose second, Set<String> known)
            throws InterruptedException {
        var topics = new ArrayList<>(first.topics());
        second.topics().stream().filter(topic -> !topics.contains(topic)).forEach(topics::add);
        var merged =
                prose(model, book.proseMerge(List.of(first.summary(), second.summary())), known);
        return new Prose(merged.title(), merged.summary(), topics);
    }

    static Prose prose(LanguageModel model, Prompt prompt, Set<String> known)
            throws InterruptedException {
        var answer = ModelAnswer.prose(model.answer(prompt));
        var summary = ProseCheck.sentences(answer.summary(), known);
        if (summary.isBlank()) {
            throw new LanguageException(
                    Code.GARBAGE, "the summary shares no words with the transcript");
        }
        var titles = ProseCheck.headings(List.of(answer.title()), known);
        return new Prose(
                titles.isEmpty() ? "" : titles.getFirst(),
                summary,
                ProseCheck.headings(answer.topics(), known));
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
                if (Words.containment(stems, asked) < COPIED && !check.isOrdered(claim.text())) {
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

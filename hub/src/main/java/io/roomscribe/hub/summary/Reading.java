package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.summary.Minutes.Extra;
import io.roomscribe.hub.summary.Minutes.Section;
import io.roomscribe.hub.summary.ModelSummarizer.Job;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Goes through new lines once, piece by piece, and keeps what models found in each: decisions and
/// tasks, and from models that read much at once also notes, of which prose is made later. What one
/// model has read, the next one does not read again.
///
/// Confined to one revision.
final class Reading {
    /// Lines before a piece that the model sees again, so that a reply keeps its question.
    private static final int CONTEXT_LINES = 2;

    /// Before a long piece: it is cut seldom.
    private static final int CONTEXT_LINES_MUCH = 1;

    private static final int LINE_WORDS_MAX = 120;

    private final Job job;
    private final PromptBook book;
    private final Set<String> known;
    private final List<Line> lines;
    private final List<Integer> fresh;
    private final List<Section> sections = new ArrayList<>();
    private Minutes items = Minutes.EMPTY;
    private final ExtraReading extras;
    private int next;
    private boolean isNoted = true;

    /// @param known content words of the whole transcript
    Reading(Job job, PromptBook book, Set<String> known) {
        this.job = job;
        this.book = book;
        this.known = known;
        this.extras = new ExtraReading(book, job.language());
        this.lines = job.lines().stream().flatMap(line -> split(line).stream()).toList();
        var numbers = new HashSet<Long>();
        job.fresh().forEach(line -> numbers.add(line.number()));
        this.fresh = new ArrayList<>();
        for (var i = 0; i < lines.size(); i++) {
            if (numbers.contains(lines.get(i).number())) {
                fresh.add(i);
            }
        }
    }

    /// Somebody who talks without a pause must not make a line that fits no model.
    static List<Line> split(Line line) {
        var words = Words.split(line.text());
        if (words.size() <= LINE_WORDS_MAX) {
            return List.of(line);
        }
        var parts = new ArrayList<Line>();
        for (var i = 0; i < words.size(); i += LINE_WORDS_MAX) {
            var end = Math.min(i + LINE_WORDS_MAX, words.size());
            parts.add(new Line(line.number(), String.join(" ", words.subList(i, end))));
        }
        return parts;
    }

    boolean isDone() {
        return next >= fresh.size();
    }

    /// Every piece has been noted by a model that read much at once.
    boolean isNoted() {
        return isNoted;
    }

    Minutes items() {
        return items;
    }

    List<Section> sections() {
        return List.copyOf(sections);
    }

    /// What the template asks for.
    List<Extra> extras() {
        return extras.found();
    }

    static boolean readsMuch(LanguageModel model) {
        return model.pieceWords() > LanguageModel.SMALL_PIECE_WORDS;
    }

    /// The next piece, as long as this model reads well.
    ///
    /// @return how many lines it had
    int read(LanguageModel model) throws InterruptedException {
        var piece = piece(model.pieceWords());
        if (readsMuch(model)) {
            var isTogether = extras.isAskedWithNotes(model);
            read(model, piece, isTogether);
            if (!isTogether) {
                extras.read(model, piece.shown());
            }
        } else {
            items = MinutesMerge.merge(items, itemsOf(model, piece));
            extras.read(model, piece.shown());
            isNoted = false;
        }
        next = piece.end();
        return piece.shown().size();
    }

    /// Leaves out a piece that no model could read; the extractive items of it stand.
    void skip() {
        next = piece(LanguageModel.SMALL_PIECE_WORDS).end();
        isNoted = false;
    }

    /// @param shown its lines, and before them those it is a reply to
    /// @param context how many of these those are
    /// @param end of it in the list of fresh lines
    private record Piece(List<Line> shown, int context, int end) {}

    private Piece piece(int wordsMax) {
        var first = fresh.get(next);
        var before =
                wordsMax > LanguageModel.SMALL_PIECE_WORDS ? CONTEXT_LINES_MUCH : CONTEXT_LINES;
        var shown = new ArrayList<>(lines.subList(Math.max(0, first - before), first));
        var context = shown.size();
        var end = next;
        var words = 0;
        var enough = evenly(wordsMax);
        while (end < fresh.size() && words < enough) {
            var line = lines.get(fresh.get(end));
            shown.add(line);
            words += Words.split(line.text()).size();
            end++;
        }
        return new Piece(List.copyOf(shown), context, end);
    }

    /// So that no short rest costs a question of its own.
    private int evenly(int wordsMax) {
        var left =
                fresh.subList(next, fresh.size()).stream()
                        .mapToInt(i -> Words.split(lines.get(i).text()).size())
                        .sum();
        var pieces = Math.ceilDiv(Math.max(1, left), wordsMax);
        return Math.ceilDiv(left, pieces);
    }

    private void read(LanguageModel model, Piece piece, boolean isTogether)
            throws InterruptedException {
        var shown = piece.shown();
        try {
            var answer = model.answer(isTogether ? book.readWithExtras(shown) : book.read(shown));
            var claims = ModelAnswer.items(answer);
            sections.addAll(sections(ModelAnswer.notes(answer), piece));
            items =
                    MinutesMerge.merge(
                            items,
                            ModelSummarizer.checked(
                                    claims, new EvidenceCheck(shown, job.language()), book));
            if (isTogether) {
                extras.keep(answer, shown);
            }
        } catch (LanguageException e) {
            if (!e.isAboutLength() || shown.size() - piece.context() < 2) {
                throw e;
            }
            var middle = piece.context() + (shown.size() - piece.context()) / 2;
            read(
                    model,
                    new Piece(shown.subList(0, middle), piece.context(), piece.end()),
                    isTogether);
            var context = Math.min(CONTEXT_LINES, middle);
            read(
                    model,
                    new Piece(shown.subList(middle - context, shown.size()), context, piece.end()),
                    isTogether);
        }
    }

    private List<Section> sections(List<ModelAnswer.Note> notes, Piece piece) {
        var shown = piece.shown();
        var found = new ArrayList<Section>();
        for (var i = 0; i < notes.size(); i++) {
            var text = ProseCheck.sentences(notes.get(i).text(), known);
            if (text.isBlank()) {
                continue;
            }
            var first = index(notes.get(i).line(), piece);
            var last =
                    i + 1 < notes.size()
                            ? Math.max(first, index(notes.get(i + 1).line(), piece) - 1)
                            : shown.size() - 1;
            var headings = ProseCheck.headings(List.of(notes.get(i).heading()), known);
            found.add(
                    new Section(
                            headings.isEmpty() ? "" : headings.getFirst(),
                            text,
                            shown.get(first).number(),
                            shown.get(last).number()));
        }
        return found;
    }

    private static int index(int line, Piece piece) {
        return Math.clamp(line - 1L, piece.context(), piece.shown().size() - 1);
    }

    private Minutes itemsOf(LanguageModel model, Piece piece) throws InterruptedException {
        return itemsOf(model, piece.shown());
    }

    private Minutes itemsOf(LanguageModel model, List<Line> shown) throws InterruptedException {
        try {
            return ModelSummarizer.checked(
                    ModelAnswer.items(model.answer(book.items(shown))),
                    new EvidenceCheck(shown, job.language()),
                    book);
        } catch (LanguageException e) {
            if (!e.isAboutLength() || shown.size() < 2) {
                throw e;
            }
            var middle = shown.size() / 2;
            return MinutesMerge.merge(
                    itemsOf(model, shown.subList(0, middle)),
                    itemsOf(model, shown.subList(middle, shown.size())));
        }
    }
}

package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.summary.Minutes.Section;
import io.roomscribe.hub.summary.ModelAnswer.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Prose made of notes instead of the text, so that every line is sent to a model once and the cost
/// of a meeting stays linear.
///
/// Confined to one revision.
final class ProseOfNotes {
    private static final int NOTES_MIN = 2;
    private static final int TOPICS_MAX = 12;

    private final LanguageModel model;
    private final PromptBook book;
    private final Set<String> known;

    ProseOfNotes(LanguageModel model, PromptBook book, Set<String> known) {
        this.model = model;
        this.book = book;
        this.known = known;
    }

    /// What came before and the notes on what is new; at the end the notes on everything.
    Prose write(ModelSummarizer.Job job, Reading reading) throws InterruptedException {
        var sections = MinutesMerge.sections(job.earlier().sections(), reading.sections());
        var notes = new ArrayList<String>();
        if (!job.prose().isBlank()) {
            notes.add(job.prose());
        }
        (job.isFinal() ? sections : reading.sections()).forEach(one -> notes.add(line(one)));
        if (notes.isEmpty()) {
            return ModelSummarizer.prose(model, book.prose(job.lines()), known);
        }
        var prose = write(notes, job.isFinal());
        return new Prose(prose.title(), prose.summary(), topics(sections));
    }

    private static String line(Section section) {
        return section.heading().isEmpty()
                ? section.text()
                : section.heading() + ": " + section.text();
    }

    private static List<String> topics(List<Section> sections) {
        return sections.stream()
                .map(Section::heading)
                .filter(heading -> !heading.isEmpty())
                .distinct()
                .limit(TOPICS_MAX)
                .toList();
    }

    /// Notes that do not fit are summed up in halves first.
    private Prose write(List<String> notes, boolean isFinal) throws InterruptedException {
        try {
            var prompt = isFinal ? book.finish(notes) : book.revise(notes);
            return ModelSummarizer.prose(model, prompt, known);
        } catch (LanguageException e) {
            if (!e.isAboutLength() || notes.size() < NOTES_MIN) {
                throw e;
            }
            var middle = notes.size() / 2;
            var first = write(notes.subList(0, middle), false);
            var second = write(notes.subList(middle, notes.size()), false);
            var both =
                    ModelSummarizer.prose(
                            model,
                            book.proseMerge(List.of(first.summary(), second.summary())),
                            known);
            return isFinal ? write(List.of(both.summary()), true) : both;
        }
    }
}

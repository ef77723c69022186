package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageModel;
import io.roomscribe.hub.summary.Minutes.Extra;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// Keeps what models found for a template's lists, piece by piece. Models that read much are asked
/// for it together with their notes, so that lines are sent once; where the template's wishes would
/// take the room of what was said, and to small models, it is a question of its own.
///
/// Confined to one revision.
final class ExtraReading {
    private static final Logger LOG = System.getLogger(ExtraReading.class.getName());

    private final PromptBook book;
    private final String language;
    private List<Extra> found = List.of();

    ExtraReading(PromptBook book, String language) {
        this.book = book;
        this.language = language;
    }

    List<Extra> found() {
        return found;
    }

    boolean isAskedWithNotes(LanguageModel model) throws InterruptedException {
        if (isUnwanted()) {
            return false;
        }
        var bare = book.readWithExtras(List.of());
        return model.countTokens(bare) + bare.answerTokensMax() <= model.contextTokens() / 2;
    }

    private boolean isUnwanted() {
        return book.template().sections().isEmpty();
    }

    /// What an answer about these lines has.
    void keep(String answer, List<Line> shown) {
        found = ExtraMerge.merge(found, new ExtraCheck(book, shown, language).of(answer));
    }

    /// Asks about these lines. Lists never hold minutes up: without an answer that can be used
    /// there is nothing of these lines.
    void read(LanguageModel model, List<Line> shown) throws InterruptedException {
        if (isUnwanted()) {
            return;
        }
        try {
            keep(model.answer(book.extras(shown)), shown);
        } catch (LanguageException e) {
            if (e.isAboutReach()) {
                throw e;
            }
            if (e.isAboutLength() && shown.size() > 1) {
                read(model, shown.subList(0, shown.size() / 2));
                read(model, shown.subList(shown.size() / 2, shown.size()));
            } else {
                LOG.log(
                        Level.INFO,
                        "Template lists left out of a piece template={0} code={1}",
                        book.template().id(),
                        e.code());
            }
        }
    }
}

package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.LanguageTag;
import io.roomscribe.hub.language.Prompt;
import io.roomscribe.hub.language.TokenEstimate;
import io.roomscribe.hub.template.MinutesTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a language model is asked, in the transcript's language where `prompts/<language>/` has it,
/// else in English. Speech stands between marks that speech cannot contain.
///
/// Immutable.
final class PromptBook {
    private static final int PROSE_TOKENS_MAX = 400;
    private static final int ITEMS_TOKENS_MAX = 450;

    /// Both lists of a piece of 1500 words.
    private static final int READ_TOKENS_MAX = 600;

    private static final String TRANSCRIPT = "{transcript}";
    private static final String NOTES = "{notes}";
    private static final String SECTIONS = "{sections}";
    private static final int LINE_TOKENS = 16;
    private static final String FALLBACK = "en";

    private final String instructions;
    private final String brief;
    private final String items;
    private final String prose;
    private final String proseUpdate;
    private final String proseMerge;
    private final String read;
    private final String revise;
    private final String finish;
    private final String readExtras;
    private final String extras;
    private final String translate;
    private final String language;
    private final MinutesTemplate template;

    private PromptBook(String folder, MinutesTemplate template) {
        this.language = folder;
        this.template = template;
        readExtras = read(folder, "read-extras");
        extras = read(folder, "extras");
        translate = read(folder, "translate");
        instructions = read(folder, "instructions");
        brief = read(folder, "instructions-brief");
        items = read(folder, "items");
        prose = read(folder, "prose");
        proseUpdate = read(folder, "prose-update");
        proseMerge = read(folder, "prose-merge");
        read = read(folder, "read");
        revise = read(folder, "revise");
        finish = read(folder, "finish");
    }

    /// Without a template's wishes.
    static PromptBook of(String language) {
        return of(language, MinutesTemplate.free());
    }

    /// @param language as the recogniser's model says it, such as `en` or `en-us`
    static PromptBook of(String language, MinutesTemplate template) {
        var folder = LanguageTag.base(language);
        var known = folder.matches("[a-z]{2,3}") && resource(folder, "instructions").isPresent();
        return new PromptBook(known ? folder : FALLBACK, template);
    }

    String language() {
        return language;
    }

    MinutesTemplate template() {
        return template;
    }

    /// Lines are numbered from 1 within the question.
    Prompt items(List<Line> lines) {
        return prompt(items.replace(TRANSCRIPT, transcript(lines)), ITEMS_TOKENS_MAX);
    }

    Prompt prose(List<Line> lines) {
        return prompt(guided(prose).replace(TRANSCRIPT, transcript(lines)), PROSE_TOKENS_MAX);
    }

    Prompt proseUpdate(String notes, List<Line> lines) {
        return prompt(
                guided(proseUpdate)
                        .replace(NOTES, notes(notes))
                        .replace(TRANSCRIPT, transcript(lines)),
                PROSE_TOKENS_MAX);
    }

    Prompt proseMerge(List<String> parts) {
        return prompt(
                guided(proseMerge).replace(NOTES, notes(String.join("\n", parts))),
                PROSE_TOKENS_MAX);
    }

    /// Notes and items of new lines, in one question, for models that read much at once.
    Prompt read(List<Line> lines) {
        return briefly(
                read.replace("{more}", "")
                        .replace("{more-form}", "")
                        .replace(TRANSCRIPT, transcript(lines, "", " ")),
                READ_TOKENS_MAX);
    }

    /// The same, and what the template asks for.
    Prompt readWithExtras(List<Line> lines) {
        var book = new ExtraPrompts(template, language);
        return briefly(
                read.replace("{more}", readExtras.replace(SECTIONS, book.sections()) + "\n")
                        .replace("{more-form}", ", " + book.form())
                        .replace(TRANSCRIPT, transcript(lines, "", " ")),
                READ_TOKENS_MAX + book.answerTokens());
    }

    /// Only what the template asks for.
    Prompt extras(List<Line> lines) {
        var book = new ExtraPrompts(template, language);
        return prompt(
                extras.replace(SECTIONS, book.sections())
                        .replace("{form}", "{" + book.form() + "}")
                        .replace(TRANSCRIPT, transcript(lines)),
                book.answerTokens());
    }

    /// The same texts in this book's language.
    Prompt translate(List<String> texts) {
        var numbered = new StringBuilder();
        for (var i = 0; i < texts.size(); i++) {
            numbered.append(i + 1).append(' ').append(texts.get(i)).append('\n');
        }
        var message = translate.replace(NOTES, notes(numbered.toString().strip()));
        return briefly(
                message, 2 * TokenEstimate.of(numbered.toString()) + LINE_TOKENS * texts.size());
    }

    /// Prose of what came before and the notes on what came since.
    Prompt revise(List<String> notes) {
        return briefly(
                guided(revise).replace(NOTES, notes(String.join("\n", notes))), PROSE_TOKENS_MAX);
    }

    /// Title and prose of the whole meeting, from its notes.
    Prompt finish(List<String> notes) {
        return briefly(
                guided(finish).replace(NOTES, notes(String.join("\n", notes))), PROSE_TOKENS_MAX);
    }

    /// How the template wants prose written comes before the question.
    private String guided(String question) {
        var guidance = template.guidance().in(language);
        return guidance.isEmpty() ? question : guidance + "\n" + question;
    }

    private Prompt briefly(String message, int answerTokensMax) {
        return new Prompt(brief, message, answerTokensMax);
    }

    private Prompt prompt(String message, int answerTokensMax) {
        return new Prompt(instructions, message, answerTokensMax);
    }

    /// Everything a model could copy instead of answering.
    String ownWords() {
        return String.join(
                "\n",
                instructions,
                brief,
                items,
                prose,
                proseUpdate,
                proseMerge,
                read,
                revise,
                finish,
                extras,
                new ExtraPrompts(template, language).sections());
    }

    private static String transcript(List<Line> lines) {
        return transcript(lines, "[", "] ");
    }

    private static String transcript(List<Line> lines, String before, String after) {
        var text = new StringBuilder("<transcript>\n");
        for (var i = 0; i < lines.size(); i++) {
            text.append(before).append(i + 1).append(after);
            text.append(withoutMarks(lines.get(i).text())).append('\n');
        }
        return text.append("</transcript>").toString();
    }

    private static String notes(String text) {
        return "<notes>\n" + withoutMarks(text) + "\n</notes>";
    }

    private static String withoutMarks(String text) {
        return text.replaceAll("[<>{}]", " ");
    }

    private static String read(String folder, String name) {
        return resource(folder, name)
                .or(() -> resource(FALLBACK, name))
                .orElseThrow(() -> new IllegalStateException("no prompt " + name));
    }

    private static Optional<String> resource(String folder, String name) {
        var path = "prompts/" + folder + "/" + name + ".txt";
        try (var in = PromptBook.class.getResourceAsStream(path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}

package io.roomscribe.hub.summary;

import io.roomscribe.hub.language.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a language model is asked, in the transcript's language where `prompts/<language>/` has it,
/// else in English. Speech stands between marks that speech cannot contain.
///
/// Immutable.
final class PromptBook {
    private static final int PROSE_TOKENS_MAX = 400;
    private static final int ITEMS_TOKENS_MAX = 450;
    private static final String TRANSCRIPT = "{transcript}";
    private static final String NOTES = "{notes}";
    private static final String FALLBACK = "en";

    private final String instructions;
    private final String items;
    private final String prose;
    private final String proseUpdate;
    private final String proseMerge;

    private PromptBook(String folder) {
        instructions = read(folder, "instructions");
        items = read(folder, "items");
        prose = read(folder, "prose");
        proseUpdate = read(folder, "prose-update");
        proseMerge = read(folder, "prose-merge");
    }

    /// @param language as the recogniser's model says it, such as `en` or `en-us`
    static PromptBook of(String language) {
        var folder = language.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
        var known = folder.matches("[a-z]{2,3}") && resource(folder, "instructions").isPresent();
        return new PromptBook(known ? folder : FALLBACK);
    }

    /// Lines are numbered from 1 within the question.
    Prompt items(List<Line> lines) {
        return prompt(items.replace(TRANSCRIPT, transcript(lines)), ITEMS_TOKENS_MAX);
    }

    Prompt prose(List<Line> lines) {
        return prompt(prose.replace(TRANSCRIPT, transcript(lines)), PROSE_TOKENS_MAX);
    }

    Prompt proseUpdate(String notes, List<Line> lines) {
        return prompt(
                proseUpdate.replace(NOTES, notes(notes)).replace(TRANSCRIPT, transcript(lines)),
                PROSE_TOKENS_MAX);
    }

    Prompt proseMerge(List<String> parts) {
        return prompt(proseMerge.replace(NOTES, notes(String.join("\n", parts))), PROSE_TOKENS_MAX);
    }

    private Prompt prompt(String message, int answerTokensMax) {
        return new Prompt(instructions, message, answerTokensMax);
    }

    /// Everything a model could copy instead of answering.
    String ownWords() {
        return String.join("\n", instructions, items, prose, proseUpdate, proseMerge);
    }

    private static String transcript(List<Line> lines) {
        var text = new StringBuilder("<transcript>\n");
        for (var i = 0; i < lines.size(); i++) {
            text.append('[').append(i + 1).append("] ");
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

package io.roomscribe.hub.answer;

import io.roomscribe.hub.language.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What a model is asked: the excerpts between marks that speech cannot contain, then the question.
final class QuestionPrompt {
    /// What a model is told to say when the lines do not answer.
    static final String NOT_SAID = "NOT SAID";

    private static final int ANSWER_TOKENS_MAX = 350;
    private static final String INSTRUCTIONS = read("instructions.txt");
    private static final String QUESTION = read("question.txt");

    private QuestionPrompt() {}

    static Prompt of(String question, Excerpts excerpts) {
        var lines = new StringBuilder();
        for (var stretch : excerpts.stretches()) {
            lines.append("<excerpt>\n");
            for (var source : stretch) {
                lines.append('[').append(source.number()).append("] ");
                lines.append(withoutMarks(source.line())).append('\n');
            }
            lines.append("</excerpt>\n");
        }
        return new Prompt(
                INSTRUCTIONS,
                QUESTION.replace("{question}", withoutMarks(question))
                        .replace("{excerpts}", lines.toString().strip()),
                ANSWER_TOKENS_MAX);
    }

    private static String withoutMarks(String text) {
        return text.replaceAll("[<>{}\\[\\]]", " ");
    }

    private static String read(String name) {
        try (var in = QuestionPrompt.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no prompt " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}

package io.roomscribe.hub.language;

/// One question to a language model. The material comes before the question, so that a model that
/// keeps its last prompt reads the same material once for several questions.
///
/// Immutable.
///
/// @param instructions what the model is and must not do; the system message
/// @param material data to read, marked as data
/// @param question what to answer, and in which form
/// @param answerTokensMax room that must be left for the answer
public record Prompt(String instructions, String material, String question, int answerTokensMax) {

    public Prompt {
        if (answerTokensMax < 1) {
            throw new IllegalArgumentException("answerTokensMax must be positive");
        }
    }

    String userMessage() {
        return material.isEmpty() ? question : material + "\n\n" + question;
    }
}

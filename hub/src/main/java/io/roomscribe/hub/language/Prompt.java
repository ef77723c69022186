package io.roomscribe.hub.language;

/// One question to a language model.
///
/// What stays the same from question to question should come first: a model that keeps its last
/// prompt then reads only the rest.
///
/// Immutable.
///
/// @param instructions what the model is and must not do; the system message
/// @param message the question with its material, marked as data
/// @param answerTokensMax room that must be left for the answer
public record Prompt(String instructions, String message, int answerTokensMax) {

    public Prompt {
        if (answerTokensMax < 1) {
            throw new IllegalArgumentException("answerTokensMax must be positive");
        }
    }
}

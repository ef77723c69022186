package io.roomscribe.hub.language;

import java.util.function.Consumer;

/// Something that answers a [Prompt]: an OpenAI-compatible endpoint, or llama.cpp in a child
/// process.
///
/// Thread-safe; a model that can only answer one question at a time makes callers wait.
public interface LanguageModel extends AutoCloseable {

    /// The model's name, as shown under the minutes it wrote.
    String name();

    /// Tokens that prompt and answer may have together.
    int contextTokens() throws InterruptedException;

    /// Words of a transcript that it reads well at once. Small models lose items in long texts
    /// (measured with 1.5B), and cost nothing but time when they are asked often.
    default int pieceWords() {
        return SMALL_PIECE_WORDS;
    }

    /// What a model of 1.5B reads well.
    int SMALL_PIECE_WORDS = 220;

    /// Tokens of the whole prompt as it would be sent: exact, or an upper bound.
    int countTokens(Prompt prompt) throws InterruptedException;

    /// The whole answer, never empty. Blocks until it is there.
    ///
    /// @throws LanguageException when there is no complete answer, with the reason as its code
    String answer(Prompt prompt) throws InterruptedException;

    /// The same, told piece by piece as it comes, on the caller's thread. After a failure, what was
    /// told stands.
    default String answer(Prompt prompt, Consumer<String> onPiece) throws InterruptedException {
        var text = answer(prompt);
        onPiece.accept(text);
        return text;
    }

    /// Whether prompt and answer fit together.
    default boolean fits(Prompt prompt) throws InterruptedException {
        return countTokens(prompt) + prompt.answerTokensMax() <= contextTokens();
    }

    @Override
    void close();
}

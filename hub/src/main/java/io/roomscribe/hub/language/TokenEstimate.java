package io.roomscribe.hub.language;

/// Upper bound of a text's tokens without its tokenizer: a third of a plain Latin word's letters,
/// one for every digit and punctuation mark, two for every other character. About half as many
/// again as Qwen's tokenizer makes of English speech (`PromptBookTest` compares).
public final class TokenEstimate {
    /// What the chat template adds around a message.
    private static final int PER_MESSAGE = 12;

    private TokenEstimate() {}

    public static int of(Prompt prompt) {
        return of(prompt.instructions()) + of(prompt.message()) + 2 * PER_MESSAGE;
    }

    public static int of(String text) {
        var tokens = 0;
        var letters = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x80 && Character.isLetter(c)) {
                letters++;
                continue;
            }
            tokens += ofLetters(letters);
            letters = 0;
            if (!Character.isWhitespace(c)) {
                tokens += c < 0x80 ? 1 : 2;
            } else if (c == '\n') {
                tokens++;
            }
        }
        return tokens + ofLetters(letters);
    }

    private static int ofLetters(int letters) {
        return (letters + 2) / 3;
    }
}

package io.roomscribe.hub.language;

/// A model that is asked without the names of people, their addresses and numbers, and whose
/// answers have them again. A streamed answer comes in one piece: a placeholder must not be cut.
///
/// Thread-safe.
final class RedactedModel implements LanguageModel {
    private final LanguageModel model;
    private final Redaction redaction;

    RedactedModel(LanguageModel model, Redaction redaction) {
        this.model = model;
        this.redaction = redaction;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public int contextTokens() throws InterruptedException {
        return model.contextTokens();
    }

    @Override
    public int pieceWords() {
        return model.pieceWords();
    }

    /// Of what is sent: placeholders may be longer than names.
    @Override
    public int countTokens(Prompt prompt) throws InterruptedException {
        return model.countTokens(sent(prompt, redaction.hide(prompt.message())));
    }

    @Override
    public String answer(Prompt prompt) throws InterruptedException {
        var hidden = redaction.hide(prompt.message());
        return hidden.restored(model.answer(sent(prompt, hidden)));
    }

    /// Instructions are ours and name nobody.
    private static Prompt sent(Prompt prompt, Redaction.Hidden hidden) {
        return new Prompt(prompt.instructions(), hidden.text(), prompt.answerTokensMax());
    }

    @Override
    public void close() {
        model.close();
    }
}

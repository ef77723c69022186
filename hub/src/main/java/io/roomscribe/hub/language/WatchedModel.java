package io.roomscribe.hub.language;

/// A model whose failures say which question they were about.
///
/// Thread-safe.
final class WatchedModel implements LanguageModel {
    private final LanguageModel model;

    WatchedModel(LanguageModel model) {
        this.model = model;
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

    @Override
    public int countTokens(Prompt prompt) throws InterruptedException {
        return model.countTokens(prompt);
    }

    @Override
    public String answer(Prompt prompt) throws InterruptedException {
        try {
            return model.answer(prompt);
        } catch (LanguageException e) {
            throw e.about(new LanguageException.Question(name(), TokenEstimate.of(prompt)));
        }
    }

    @Override
    public void close() {
        // Belongs to LanguageModels.
    }
}

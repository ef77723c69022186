package io.roomscribe.hub.language;

import io.roomscribe.hub.language.LanguageException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Answers each prompt as a function says, or fails with a code; remembers what it was asked.
public final class ScriptedLanguageModel implements LanguageModel {
    private final String name;
    private final int contextTokens;
    private final int pieceWords;
    private final Function<Prompt, String> script;

    public final List<Prompt> asked = new ArrayList<>();

    public ScriptedLanguageModel(String name, int contextTokens, Function<Prompt, String> script) {
        this(name, contextTokens, SMALL_PIECE_WORDS, script);
    }

    public static ScriptedLanguageModel readingMuch(
            String name, int contextTokens, int pieceWords, Function<Prompt, String> script) {
        return new ScriptedLanguageModel(name, contextTokens, pieceWords, script);
    }

    private ScriptedLanguageModel(
            String name, int contextTokens, int pieceWords, Function<Prompt, String> script) {
        this.pieceWords = pieceWords;
        this.name = name;
        this.contextTokens = contextTokens;
        this.script = script;
    }

    public static ScriptedLanguageModel failing(String name, Code code) {
        return new ScriptedLanguageModel(
                name,
                4096,
                _ -> {
                    throw new LanguageException(code, "scripted");
                });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    @Override
    public int pieceWords() {
        return pieceWords;
    }

    @Override
    public int countTokens(Prompt prompt) {
        return TokenEstimate.of(prompt);
    }

    @Override
    public String answer(Prompt prompt) throws InterruptedException {
        asked.add(prompt);
        if (!fits(prompt)) {
            throw new LanguageException(Code.TOO_LONG, "scripted");
        }
        return script.apply(prompt);
    }

    @Override
    public void close() {}
}

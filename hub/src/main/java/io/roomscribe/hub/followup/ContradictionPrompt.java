package io.roomscribe.hub.followup;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.hub.language.AnswerJson;
import io.roomscribe.hub.language.LanguageTag;
import io.roomscribe.hub.language.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a model is asked about two lists of decisions, and what it answered. Decisions stand
/// between marks that speech cannot contain. Stateless.
final class ContradictionPrompt {
    private static final int ANSWER_TOKENS_MAX = 300;
    private static final int CLAIMS_MAX = 20;
    private static final int CHARS_MAX = 300;

    /// A pair that a model names.
    ///
    /// @param now from 1
    /// @param earlier from 1
    record Claim(int now, int earlier, String nowQuote, String earlierQuote) {}

    private ContradictionPrompt() {}

    /// @param language as the recogniser's model says it
    static Prompt of(List<Standing> now, List<Standing> earlier, String language) {
        return new Prompt(
                read("instructions", language),
                read("question", language)
                        .replace("{earlier}", numbered(earlier))
                        .replace("{now}", numbered(now)),
                ANSWER_TOKENS_MAX);
    }

    private static String numbered(List<Standing> decisions) {
        var text = new StringBuilder();
        for (var i = 0; i < decisions.size(); i++) {
            var quote = decisions.get(i).quote().replaceAll("[<>{}\\[\\]]", " ");
            text.append('[').append(i + 1).append("] ");
            text.append(quote, 0, Math.min(quote.length(), CHARS_MAX)).append('\n');
        }
        return text.toString().strip();
    }

    static List<Claim> claims(String answer) {
        var pairs = AnswerJson.root(answer).path("pairs");
        if (!pairs.isArray()) {
            throw AnswerJson.garbage("no list of pairs in it");
        }
        return pairs.valueStream().limit(CLAIMS_MAX).map(ContradictionPrompt::claim).toList();
    }

    private static Claim claim(JsonNode pair) {
        return new Claim(
                pair.path("new").asInt(),
                pair.path("earlier").asInt(),
                pair.path("newQuote").asText(),
                pair.path("earlierQuote").asText());
    }

    private static String read(String name, String language) {
        var tag = LanguageTag.base(language);
        var known = List.of("de", "pl").contains(tag) ? tag : "en";
        var file = name + "-" + known + ".txt";
        try (var in = ContradictionPrompt.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no prompt " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}

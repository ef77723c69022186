package io.roomscribe.hub.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.language.LanguageException.Code;

/// The JSON object in what a model answered, with the slips that models make: words around it, a
/// code fence, comments, a trailing comma. Stateless.
public final class AnswerJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private AnswerJson() {}

    /// @throws LanguageException `GARBAGE` when there is none
    public static JsonNode root(String answer) {
        var start = answer.indexOf('{');
        var end = answer.lastIndexOf('}');
        if (start < 0 || end < start) {
            throw garbage("no JSON object in it");
        }
        try {
            return JSON.readTree(answer.substring(start, end + 1));
        } catch (JsonProcessingException e) {
            throw garbage("its JSON is broken");
        }
    }

    /// An answer that cannot be used, and why.
    public static LanguageException garbage(String why) {
        return new LanguageException(Code.GARBAGE, "cannot use the model's answer: " + why);
    }
}

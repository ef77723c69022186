package io.roomscribe.hub.dashboard.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The one way the dashboard writes and reads JSON: instants as ISO 8601 in UTC, what is absent
/// left out.
///
/// Thread-safe.
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                    .build();

    private Json() {}

    /// A request's document as a record of ours. Every field has to be there, and no other.
    ///
    /// @throws ProblemException when it is not that
    static <T> T read(byte[] body, Class<T> type) {
        try {
            var value = MAPPER.readValue(body, type);
            // The JSON document `null`.
            if (value != null) {
                return value;
            }
        } catch (IOException | IllegalArgumentException e) {
            // falls through to the same answer
        }
        var fields =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.joining(", "));
        throw ProblemException.badRequest(
                fields.isEmpty()
                        ? "The body must be one JSON object without fields."
                        : "The body must be one JSON object with exactly these fields: "
                                + fields
                                + ".");
    }

    /// On one line, which is what server-sent events need it.
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours does not become JSON", e);
        }
    }
}

package io.roomscribe.protocol.transcription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomscribe.protocol.message.ProtocolException;

/// News of a file as a line of text.
///
/// Thread-safe.
public final class FileNewsLine {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    // A parse error must not carry the text it failed on: it may be speech.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private FileNewsLine() {}

    /// Without a line end.
    public static String write(FileNews news) {
        try {
            return JSON.writerFor(FileNews.class).writeValueAsString(news);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a file's news as JSON", e);
        }
    }

    /// @throws ProtocolException when it is none
    public static FileNews parse(String line) {
        try {
            return JSON.readValue(line, FileNews.class);
        } catch (JsonProcessingException e) {
            throw new ProtocolException("not news of a file: " + e.getClass().getSimpleName());
        }
    }
}

package io.roomscribe.hub.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;

/// What the hub and its llama.cpp process say to each other: one JSON object a line behind a mark.
/// Lines without the mark are skipped, because llama.cpp and its loader print to the same output.
///
/// | to the worker | from the worker |
/// |---|---|
/// | `{"op":"load","model":..,"contextTokens":..,"threads":..}` | `{"op":"loaded"}` |
/// | `{"op":"count", prompt}` | `{"op":"counted","tokens":..}` |
/// | `{"op":"answer", prompt}` | `{"op":"progress"}`..., `{"op":"answered","text":..,"cut":..}` |
/// | | `{"op":"failed","reason":..}` to any |
final class WorkerFrames {
    /// Never at the start of a line that llama.cpp prints.
    private static final String MARK = "\u001eroomscribe ";

    static final ObjectMapper JSON = new ObjectMapper();

    private WorkerFrames() {}

    static ObjectNode frame(String op) {
        return JSON.createObjectNode().put("op", op);
    }

    static ObjectNode frame(String op, Prompt prompt) {
        return frame(op)
                .put("instructions", prompt.instructions())
                .put("message", prompt.message())
                .put("answerTokensMax", prompt.answerTokensMax());
    }

    static void write(Writer out, ObjectNode frame) throws IOException {
        // The line break before the mark ends whatever native code left unfinished.
        out.write("\n" + MARK + JSON.writeValueAsString(frame) + "\n");
        out.flush();
    }

    /// The next frame; empty at the end of the stream.
    static Optional<JsonNode> read(BufferedReader in) throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var mark = line.indexOf(MARK);
            if (mark >= 0) {
                return Optional.of(parse(line.substring(mark + MARK.length())));
            }
        }
        return Optional.empty();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a frame of the llama.cpp process", e);
        }
    }
}

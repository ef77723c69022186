package io.roomscribe.device.speech;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;

/// Both ends of the worker's stdout: a length and that many bytes of JSON. Thread-safe.
final class AnswerStream {
    private static final int LENGTH_MAX = 1 << 20;
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private AnswerStream() {}

    static void write(DataOutputStream out, WorkerAnswer answer) throws IOException {
        var json = JSON.writerFor(WorkerAnswer.class).writeValueAsBytes(answer);
        out.writeInt(json.length);
        out.write(json);
    }

    /// Empty when the worker is gone.
    ///
    /// @throws ProtocolException when what came is not an answer
    static Optional<WorkerAnswer> read(DataInputStream in) throws IOException {
        try {
            var length = in.readInt();
            if (length < 2 || length > LENGTH_MAX) {
                throw new ProtocolException("answer of " + length + " bytes");
            }
            var json = new byte[length];
            in.readFully(json);
            return Optional.of(JSON.readValue(json, WorkerAnswer.class));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Without the cause: its message quotes what was said.
            throw new ProtocolException("answer that is not ours: " + e.getClass().getSimpleName());
        }
    }
}

package io.roomscribe.device.speech;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.protocol.RecordingId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Both ends of the worker's stdout: answers, each a 32-bit length and that many bytes. They are
/// JSON, but for the two that come several times a second, whose first byte begins no JSON:
///
/// | first byte | then (big-endian) | answer |
/// |---|---|---|
/// | `P` | recording id 64 bit, through 64 bit, settled 64 bit, 1 when quiet | `progress` |
/// | `G` | recording id 64 bit, first 64 bit, through 64 bit, text in UTF-8 | `partial` |
///
/// Thread-safe.
final class AnswerStream {
    private static final int LENGTH_MAX = 1 << 20;
    private static final byte PROGRESS = 'P';
    private static final byte PARTIAL = 'G';
    private static final int NUMBERS = 1 + 3 * Long.BYTES;
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private AnswerStream() {}

    static void write(DataOutputStream out, WorkerAnswer answer) throws IOException {
        var bytes =
                switch (answer) {
                    case WorkerAnswer.Progress progress -> bytes(progress);
                    case WorkerAnswer.Partial partial -> bytes(partial);
                    default -> JSON.writerFor(WorkerAnswer.class).writeValueAsBytes(answer);
                };
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(WorkerAnswer.Progress progress) {
        return ByteBuffer.allocate(NUMBERS + 1)
                .put(PROGRESS)
                .putLong(progress.recording().bits())
                .putLong(progress.throughSample())
                .putLong(progress.settledSample())
                .put((byte) (progress.isQuiet() ? 1 : 0))
                .array();
    }

    private static byte[] bytes(WorkerAnswer.Partial partial) {
        var text = partial.text().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(NUMBERS + text.length)
                .put(PARTIAL)
                .putLong(partial.recording().bits())
                .putLong(partial.firstSample())
                .putLong(partial.throughSample())
                .put(text)
                .array();
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
            var bytes = new byte[length];
            in.readFully(bytes);
            return Optional.of(answer(bytes));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Without the cause: its message quotes what was said.
            throw new ProtocolException("answer that is not ours: " + e.getClass().getSimpleName());
        } catch (BufferUnderflowException e) {
            throw new ProtocolException("answer that is cut off");
        }
    }

    private static WorkerAnswer answer(byte[] bytes) throws IOException {
        var rest = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        return switch (bytes[0]) {
            case PROGRESS ->
                    new WorkerAnswer.Progress(
                            new RecordingId(rest.getLong()),
                            rest.getLong(),
                            rest.getLong(),
                            rest.get() != 0);
            case PARTIAL ->
                    new WorkerAnswer.Partial(
                            new RecordingId(rest.getLong()),
                            rest.getLong(),
                            rest.getLong(),
                            StandardCharsets.UTF_8.decode(rest).toString());
            default -> JSON.readValue(bytes, WorkerAnswer.class);
        };
    }
}

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
import java.nio.ByteBuffer;
import java.util.Optional;

/// Both ends of the worker's stdout: a length and that many bytes of JSON; but `progress`, which
/// comes five times a second and carries numbers only, is 26 bytes, the first of them [#PROGRESS].
/// Thread-safe.
final class AnswerStream {
    private static final int LENGTH_MAX = 1 << 20;

    /// Begins no JSON.
    private static final byte PROGRESS = 'P';

    private static final int PROGRESS_LENGTH = 2 + 3 * Long.BYTES;

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private AnswerStream() {}

    static void write(DataOutputStream out, WorkerAnswer answer) throws IOException {
        if (answer instanceof WorkerAnswer.Progress progress) {
            out.writeInt(PROGRESS_LENGTH);
            out.writeByte(PROGRESS);
            out.writeLong(progress.recording().bits());
            out.writeLong(progress.throughSample());
            out.writeLong(progress.settledSample());
            out.writeBoolean(progress.isQuiet());
            return;
        }
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
            return Optional.of(
                    length == PROGRESS_LENGTH && json[0] == PROGRESS
                            ? progress(ByteBuffer.wrap(json, 1, length - 1))
                            : JSON.readValue(json, WorkerAnswer.class));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Without the cause: its message quotes what was said.
            throw new ProtocolException("answer that is not ours: " + e.getClass().getSimpleName());
        }
    }

    private static WorkerAnswer progress(ByteBuffer bytes) {
        return new WorkerAnswer.Progress(
                new RecordingId(bytes.getLong()),
                bytes.getLong(),
                bytes.getLong(),
                bytes.get() != 0);
    }
}

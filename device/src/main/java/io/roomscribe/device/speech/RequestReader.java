package io.roomscribe.device.speech;

import io.roomscribe.protocol.RecordingId;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/// The worker's end of its stdin: hands each request to whoever does it. Confined to one thread.
final class RequestReader {
    /// Two seconds of audio; the device sends 200 ms at a time.
    private static final int LENGTH_MAX = 64_000 + Long.BYTES;

    private final DataInputStream in;
    private final byte[] pcm = new byte[LENGTH_MAX];

    RequestReader(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 13));
    }

    /// Handles one request; false when the device closed the pipe, or is gone.
    ///
    /// @throws ProtocolException when what came is not a request
    boolean next(WorkerRequests requests) throws IOException {
        var kind = in.read();
        if (kind < 0) {
            return false;
        }
        try {
            var length = in.readInt();
            if (length < 0 || length > LENGTH_MAX) {
                throw new ProtocolException("request of " + length + " bytes");
            }
            take(kind, length, requests);
            return true;
        } catch (EOFException e) {
            return false;
        }
    }

    private void take(int kind, int length, WorkerRequests requests) throws IOException {
        switch (kind) {
            case 'S' -> {
                expect(kind, length == 2 * Long.BYTES + Integer.BYTES);
                requests.start(new RecordingId(in.readLong()), in.readLong(), in.readInt());
            }
            case 'A', 'Q' -> {
                expect(kind, length >= Long.BYTES && length % 2 == 0);
                var position = in.readLong();
                in.readFully(pcm, 0, length - Long.BYTES);
                requests.audio(position, pcm, length - Long.BYTES, kind == 'A');
            }
            case 'F' -> {
                expect(kind, length == 0);
                requests.finish();
            }
            case 'P' -> {
                expect(kind, length == Long.BYTES);
                requests.ping(in.readLong());
            }
            default -> throw new ProtocolException("unknown request " + kind);
        }
    }

    private static void expect(int kind, boolean isRight) throws ProtocolException {
        if (!isRight) {
            throw new ProtocolException("request " + (char) kind + " of a wrong length");
        }
    }
}

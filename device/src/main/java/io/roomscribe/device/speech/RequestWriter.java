package io.roomscribe.device.speech;

import io.roomscribe.protocol.RecordingId;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// The device's end of the worker's stdin. Confined to one thread.
final class RequestWriter implements WorkerRequests {
    private final DataOutputStream out;

    RequestWriter(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 13));
    }

    @Override
    public void start(RecordingId recording, long firstSample, int sampleRate) throws IOException {
        head('S', 2 * Long.BYTES + Integer.BYTES);
        out.writeLong(recording.bits());
        out.writeLong(firstSample);
        out.writeInt(sampleRate);
        out.flush();
    }

    @Override
    public void audio(long position, byte[] pcm, int length, boolean maybeSpeech)
            throws IOException {
        head(maybeSpeech ? 'A' : 'Q', Long.BYTES + length);
        out.writeLong(position);
        out.write(pcm, 0, length);
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        head('F', 0);
        out.flush();
    }

    @Override
    public void ping(long token) throws IOException {
        head('P', Long.BYTES);
        out.writeLong(token);
        out.flush();
    }

    private void head(char kind, int length) throws IOException {
        out.writeByte(kind);
        out.writeInt(length);
    }
}

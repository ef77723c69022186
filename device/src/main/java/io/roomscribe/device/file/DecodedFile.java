package io.roomscribe.device.file;

import io.roomscribe.device.speech.RecordedSpeech;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A file's samples at 16 kHz, as a recording that has ended. Confined to the transcriber's thread.
///
/// @param startedAt wall time of its first sample
/// @param recognisedThrough where recognition goes on
record DecodedFile(
        RecordingId recording,
        FileChannel pcm,
        long samples,
        Instant startedAt,
        long recognisedThrough)
        implements RecordedSpeech {

    static DecodedFile open(
            Path pcm, RecordingId recording, Instant startedAt, long recognisedThrough) {
        try {
            var channel = FileChannel.open(pcm);
            return new DecodedFile(
                    recording,
                    channel,
                    channel.size() / Audio.BYTES_PER_SAMPLE,
                    startedAt,
                    recognisedThrough);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(long fromSample, short[] into, Duration timeout) {
        var count = (int) Math.min(into.length, samples - fromSample);
        if (count <= 0) {
            return -1;
        }
        var bytes =
                ByteBuffer.allocate(count * Audio.BYTES_PER_SAMPLE).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.hasRemaining()) {
                var at = fromSample * Audio.BYTES_PER_SAMPLE + bytes.position();
                if (pcm.read(bytes, at) < 0) {
                    throw new IOException("the decoded file became shorter");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(into, 0, count);
        return count;
    }

    @Override
    public Instant at(long sample) {
        return startedAt.plus(Audio.duration(sample));
    }

    @Override
    public Instant capturedAt(long sample) {
        return at(sample);
    }

    @Override
    public void close() {
        try {
            pcm.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

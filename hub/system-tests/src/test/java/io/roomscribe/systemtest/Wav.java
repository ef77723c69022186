package io.roomscribe.systemtest;

import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// WAV files as the box records them: 16 kHz, mono, 16 bit.
final class Wav {
    static final int BYTES_PER_SECOND = 32_000;
    private static final int HEADER_BYTES = 44;

    private Wav() {}

    /// The samples of the bundled meeting, from its beginning.
    static byte[] meetingPcm() {
        return pcm(ProjectFolder.resolve("provisioning/demo/meeting.wav"));
    }

    private static byte[] pcm(Path path) {
        try {
            var file = Files.readAllBytes(path);
            return Arrays.copyOfRange(file, HEADER_BYTES, file.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static short[] samples(Path path) {
        var pcm = ByteBuffer.wrap(pcm(path)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var samples = new short[pcm.remaining()];
        pcm.get(samples);
        return samples;
    }

    /// The bundled meeting's beginning, as a file.
    static byte[] meeting(int seconds) {
        return file(Arrays.copyOf(meetingPcm(), seconds * BYTES_PER_SECOND));
    }

    static byte[] silence(int seconds) {
        return file(new byte[seconds * BYTES_PER_SECOND]);
    }

    static byte[] file(byte[] pcm) {
        return ByteBuffer.allocate(HEADER_BYTES + pcm.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + pcm.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(16_000)
                .putInt(BYTES_PER_SECOND)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(pcm.length)
                .put(pcm)
                .array();
    }
}

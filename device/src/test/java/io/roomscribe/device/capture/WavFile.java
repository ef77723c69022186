package io.roomscribe.device.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes WAV files of every kind.
public record WavFile(int rate, int channels, int bits, boolean isFloat) {

    public static WavFile mono16k() {
        return new WavFile(16_000, 1, 16, false);
    }

    /// The same samples in every channel.
    public byte[] encode(float[] mono) {
        var dataBytes = mono.length * channels * bits / 8;
        var file = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(36 + dataBytes).put(ascii("WAVEfmt ")).putInt(16);
        file.putShort((short) (isFloat ? 3 : 1)).putShort((short) channels).putInt(rate);
        file.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
        file.putShort((short) bits).put(ascii("data")).putInt(dataBytes);
        for (var sample : mono) {
            for (var channel = 0; channel < channels; channel++) {
                put(file, sample);
            }
        }
        return file.array();
    }

    private void put(ByteBuffer file, float sample) {
        if (isFloat) {
            if (bits == 32) {
                file.putFloat(sample);
            } else {
                file.putDouble(sample);
            }
            return;
        }
        if (bits == 8) {
            file.put((byte) Math.round(128 + sample * 127));
            return;
        }
        var value = Math.round(sample * ((1L << (bits - 1)) - 1));
        for (var i = 0; i < bits / 8; i++) {
            file.put((byte) (value >> (8 * i)));
        }
    }

    public Path write(Path path, float[] mono) throws IOException {
        return Files.write(path, encode(mono));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

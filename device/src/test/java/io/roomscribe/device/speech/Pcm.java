package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/// Test audio: the bundled recordings, and what is made of them.
public final class Pcm {
    public static final Path ROOT = Path.of(System.getProperty("roomscribe.root"));
    public static final Path MODEL = ROOT.resolve("device/models/vosk-model-tiny-en");
    static final Path SPEAKER_MODEL = ROOT.resolve("device/models/vosk-model-spk-0.4");
    private static final Path MEETING = ROOT.resolve("provisioning/demo/meeting.wav");

    private Pcm() {}

    public static short[] meeting() {
        return wav(MEETING);
    }

    public static String meetingText() throws IOException {
        return Files.readString(ROOT.resolve("provisioning/demo/meeting.txt"));
    }

    /// 16 kHz mono 16-bit with the plain 44-byte header, or one with more chunks.
    public static short[] wav(Path file) {
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.getInt(24)).as("sample rate of " + file).isEqualTo(Audio.SAMPLE_RATE);
            var at = 12;
            while (bytes.getInt(at) != 0x61746164) {
                at += 8 + bytes.getInt(at + 4);
            }
            var count = Math.min(bytes.getInt(at + 4), bytes.limit() - at - 8) / 2;
            var samples = new short[count];
            bytes.position(at + 8)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    /// Pink-ish noise, as of a ventilator far away.
    public static short[] noise(Duration length, double amplitude, long seed) {
        var random = new Random(seed);
        var samples = new short[(int) Audio.samples(length)];
        var low = 0.0;
        for (var i = 0; i < samples.length; i++) {
            low = 0.95 * low + random.nextGaussian() * amplitude * 0.31;
            samples[i] = (short) Math.round(low + random.nextGaussian() * amplitude * 0.3);
        }
        return samples;
    }

    public static short[] join(short[]... parts) {
        var joined = new short[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        var at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    public static short[] silence(long samples) {
        return new short[(int) samples];
    }

    public static byte[] bytes(short[] samples) {
        var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }
}

package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceIT {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "8000, 1, 8, false", "16000, 1, 16, false", "16000, 2, 16, false", "22050, 1, 16, false",
        "44100, 2, 24, false", "48000, 1, 32, false", "48000, 6, 16, false", "48000, 2, 32, true",
        "96000, 2, 24, false", "192000, 1, 64, true"
    })
    void playsWav(int rate, int channels, int bits, boolean isFloat) throws Exception {
        var wav = new WavFile(rate, channels, bits, isFloat);
        var path = wav.write(folder.resolve("tone.wav"), Tones.sine(rate, 1000, 0.5, rate));

        var heard = play(path);

        assertThat(heard).hasSize(16_000);
        assertThat(Tones.frequency(heard)).isBetween(999.0, 1001.0);
        assertThat(Tones.dbfs(heard)).isBetween(-9.6, -8.6);
    }

    @Test
    void sixteenKilohertzWavComesThroughBitForBit() throws Exception {
        var samples = Tones.sine(16_000, 440, 0.3, 16_000);
        var path = WavFile.mono16k().write(folder.resolve("a.wav"), samples);

        var heard = play(path);

        for (var i = 0; i < heard.length; i++) {
            assertThat(heard[i]).isEqualTo((short) Math.round(samples[i] * 32_767));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"speech.mp3", "speech.ogg"})
    void playsCompressedSpeechLikeTheOriginal(String name) throws Exception {
        var path = folder.resolve(name);
        try (InputStream in = FileSourceIT.class.getResourceAsStream("/audio/" + name)) {
            Files.write(path, java.util.Objects.requireNonNull(in).readAllBytes());
        }

        var heard = play(path);

        assertThat(heard.length).isBetween(95_000, 99_000);
        assertThat(bestCorrelation(heard, originalSpeech())).isGreaterThan(0.95);
    }

    @Test
    void playsFlacBitForBit() throws Exception {
        var path = folder.resolve("speech.flac");
        var original = originalSpeech();
        FlacFile.write(path, original, 16_000);

        assertThat(play(path)).isEqualTo(original);
    }

    @Test
    void truncatedWavPlaysWhatIsThereAndSaysSo() throws Exception {
        var whole = WavFile.mono16k().encode(Tones.sine(16_000, 440, 0.3, 32_000));
        var path = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, 44 + 2 * 12_345));

        try (var source = open(path)) {
            var heard = drain(source);

            assertThat(heard).hasSize(12_345);
            assertThat(source.notice())
                    .hasValueSatisfying(notice ->
                            assertThat(notice)
                                    .contains("cut off", "announces 2.0 s", "0.8 s are there"));
        }
    }

    @Test
    void wavThatWasNeverFinishedPlaysToTheEndOfTheFile() throws Exception {
        var bytes = WavFile.mono16k().encode(new float[8000]);
        Arrays.fill(bytes, 40, 44, (byte) 0);
        var path = Files.write(folder.resolve("open.wav"), bytes);

        assertThat(play(path)).hasSize(8000);
    }

    @Test
    void truncatedFlacPlaysWhatIsThereAndSaysSo() throws Exception {
        var path = folder.resolve("cut.flac");
        FlacFile.write(path, originalSpeech(), 16_000);
        var bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));

        try (var source = open(path)) {
            assertThat(drain(source).length).isBetween(10_000, 90_000);
            assertThat(source.notice()).isPresent();
        }
    }

    @Test
    void eachKindOfBadFileHasItsOwnClearMessage() throws Exception {
        var headerOnly = Arrays.copyOf(WavFile.mono16k().encode(new float[1]), 44);
        var tooSlow = new WavFile(4000, 1, 16, false).encode(new float[100]);
        var adpcm = WavFile.mono16k().encode(new float[100]);
        adpcm[20] = 2;

        assertRefused("none.wav", "there is no such file");
        assertRefused(file("empty.wav", new byte[0]), "the file has no bytes");
        assertRefused(file("header.wav", headerOnly), "the WAV file has no samples");
        assertRefused(file("stub.wav", Arrays.copyOf(headerOnly, 20)), "breaks off");
        assertRefused(
                file("text.wav", "hello, world".getBytes(StandardCharsets.UTF_8)),
                "not an audio file");
        assertRefused(file("slow.wav", tooSlow), "sample rate 4000 Hz");
        assertRefused(file("adpcm.wav", adpcm), "WAV encoding number 2");
        assertRefused(
                file("fake.flac", "fLaC and then nonsense".getBytes(StandardCharsets.UTF_8)),
                "cannot play");
        assertRefused(
                file("fake.ogg", "OggS and then nonsense...".getBytes(StandardCharsets.UTF_8)),
                "cannot play");
        assertRefused(
                file("fake.mp3", "ID3 and then nonsense".getBytes(StandardCharsets.UTF_8)),
                "cannot play");
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("it is a folder");
    }

    @Test
    void playsAtTheChosenSpeed() throws Exception {
        var path = WavFile.mono16k().write(folder.resolve("a.wav"), new float[32_000]);
        var startNanos = System.nanoTime();

        try (var source = FileSource.open(path, 10, System::nanoTime)) {
            drain(source);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .isBetween(Duration.ofMillis(195), Duration.ofSeconds(2));
    }

    private String file(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        return name;
    }

    private void assertRefused(String name, String why) {
        assertThatThrownBy(() -> open(folder.resolve(name)))
                .isInstanceOf(CaptureException.class)
                .hasMessageContainingAll("cannot play", name, why, "; ");
    }

    private static AudioSource open(Path path) {
        return FileSource.open(path, 1000, System::nanoTime);
    }

    private static short[] play(Path path) {
        try (var source = open(path)) {
            return drain(source);
        }
    }

    static short[] drain(AudioSource source) {
        var all = new ByteArrayOutputStream();
        var frame = new short[320];
        for (var count = source.read(frame); count >= 0; count = source.read(frame)) {
            for (var i = 0; i < count; i++) {
                all.write(frame[i] >> 8);
                all.write(frame[i]);
            }
        }
        var samples = new short[all.size() / 2];
        java.nio.ByteBuffer.wrap(all.toByteArray()).asShortBuffer().get(samples);
        return samples;
    }

    /// The first six seconds of the demo meeting, which the fixtures were made from.
    private static short[] originalSpeech() {
        var root = Path.of(System.getProperty("roomscribe.root", "."));
        var speech = new short[96_000];
        var frame = new short[320];
        try (var source = open(root.resolve("provisioning/demo/meeting.wav"))) {
            for (var from = 0; from < speech.length; from += frame.length) {
                assertThat(source.read(frame)).isEqualTo(frame.length);
                System.arraycopy(frame, 0, speech, from, frame.length);
            }
        }
        return speech;
    }

    /// Codecs shift the signal by some milliseconds.
    private static double bestCorrelation(short[] heard, short[] original) {
        var best = 0.0;
        for (var shift = -1600; shift <= 1600; shift++) {
            best = Math.max(best, correlation(heard, original, shift));
        }
        return best;
    }

    private static double correlation(short[] heard, short[] original, int shift) {
        double product = 0;
        double heardPower = 1;
        double originalPower = 1;
        for (var i = 20_000; i < 50_000; i++) {
            double a = heard[i + shift];
            double b = original[i];
            product += a * b;
            heardPower += a * a;
            originalPower += b * b;
        }
        return product / Math.sqrt(heardPower * originalPower);
    }
}

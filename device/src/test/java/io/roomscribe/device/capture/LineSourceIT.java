package io.roomscribe.device.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.testkit.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real `TargetDataLine`, without a sound card: ALSA's file plugin plays a file as microphone.
@Timeout(90)
class LineSourceIT {
    private static final Path ALSA = Path.of("/usr/share/alsa/alsa.conf");
    private static final int SECONDS = 3;

    @TempDir private Path folder;

    @Test
    void capturesStereoLineAtFortyEightKilohertzAsSixteenKilohertzMono() throws Exception {
        microphone("mic.raw", stereo());

        try (var child = capture("line", SECONDS * 50)) {
            assumeAlsaWorks(child);
            assertThat(child.awaitExit(Duration.ofSeconds(60))).as(child.text()).isZero();

            assertThat(child.text()).contains("capturing line: ");
        }
        var heard = samples(folder.resolve("heard.pcm"));
        assertThat(heard).hasSize(SECONDS * 16_000);
        // 1 kHz at -12 dB left and -12 dB right; 9.5 kHz, right only, would fold to 6.5 kHz.
        var inner = Arrays.copyOfRange(heard, 8000, 40_000);
        assertThat(Tones.frequency(inner)).isBetween(999.0, 1001.0);
        assertThat(Tones.dbfs(inner)).isBetween(-15.4, -14.7);
        assertThat(Tones.dbfs(residue(inner))).isLessThan(-70);
    }

    @Test
    void findsLineByPartOfItsName() throws Exception {
        microphone("mic.raw", stereo());

        try (var child = capture("line:DEFAULT", 10)) {
            assumeAlsaWorks(child);

            assertThat(child.awaitExit(Duration.ofSeconds(60))).as(child.text()).isZero();
        }
    }

    @Test
    void wrongNameListsTheLinesThereAre() throws Exception {
        microphone("mic.raw", stereo());

        try (var child = capture("line:Jabra", 10)) {
            assertThat(child.awaitExit(Duration.ofSeconds(60))).isEqualTo(3);
            assumeAlsaWorks(child);

            assertThat(child.text())
                    .contains(
                            "NO_LINE cannot find a sound line named 'Jabra': found only '",
                            "[default]",
                            "plug the microphone in");
        }
    }

    @Test
    void nameThatNoMachineHasIsRefusedAsRetryable() {
        assertThatThrownBy(() -> LineFinder.ofMachine().named("no such line"))
                .isInstanceOfSatisfying(
                        CaptureException.class,
                        e -> assertThat(e.code()).isEqualTo(CaptureException.Code.NO_LINE))
                .hasMessageContaining("cannot find a sound line named 'no such line'");
    }

    private void assumeAlsaWorks(ChildProcess child) {
        assumeTrue(Files.exists(ALSA), "no ALSA configuration here: the sound line is not tested");
        child.awaitLine(
                "its first line",
                Duration.ofSeconds(60),
                line -> line.startsWith("capturing") || line.startsWith("NO_LINE"));
        assumeTrue(
                !child.text().contains("this machine shows none"),
                "ALSA's file plugin shows no line here: the sound line is not tested");
    }

    private ChildProcess capture(String source, int frames) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return ChildProcess.start(
                "line capture",
                folder,
                Map.of("HOME", folder.toString()),
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LineCapture.class.getName(),
                        source,
                        folder.resolve("heard.pcm").toString(),
                        Integer.toString(frames)));
    }

    private void microphone(String name, byte[] raw) throws IOException {
        var file = Files.write(folder.resolve(name), raw);
        Files.writeString(
                folder.resolve(".asoundrc"),
                """
                pcm.!default {
                    type file
                    slave.pcm null
                    file "/dev/null"
                    infile "%s"
                    format "raw"
                }
                """
                        .formatted(file));
    }

    private static byte[] stereo() {
        var frames = 48_000 * (SECONDS + 2);
        var tone = Tones.sine(48_000, 1000, 0.25, frames);
        var high = Tones.sine(48_000, 9500, 0.25, frames);
        var raw = ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < frames; i++) {
            raw.putShort(Resampler.toShort(tone[i]));
            raw.putShort(Resampler.toShort(tone[i] + high[i]));
        }
        return raw.array();
    }

    private static short[] samples(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }

    /// What is left when each sample's neighbour a period of 1 kHz before is taken away.
    private static short[] residue(short[] samples) {
        var residue = new short[samples.length - 16];
        for (var i = 0; i < residue.length; i++) {
            residue[i] = (short) (samples[i + 16] - samples[i]);
        }
        return residue;
    }
}

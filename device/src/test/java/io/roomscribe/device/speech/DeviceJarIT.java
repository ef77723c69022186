package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `target/roomscribe-device.jar`, the one file a box gets.
final class DeviceJarIT {
    private static final Path JAR = Pcm.ROOT.resolve("device/target/roomscribe-device.jar");

    @Test
    void carriesTheNativeLibrariesOfBothMachinesAndOfNoOther() throws Exception {
        try (var jar = new JarFile(JAR.toFile())) {
            var natives =
                    jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.matches(".*\\.(so|dll|dylib|jnilib|a)"))
                            .toList();

            assertThat(natives)
                    .containsExactlyInAnyOrder(
                            "linux-x86-64/libvosk.so",
                            "linux-aarch64/libvosk.so",
                            "com/sun/jna/linux-x86-64/libjnidispatch.so",
                            "com/sun/jna/linux-aarch64/libjnidispatch.so",
                            // GPIO, on a Pi only.
                            "lib/aarch64/pi4j-gpiod/libpi4j-gpiod.so",
                            "lib/aarch64/pi4j-gpiod/libgpiod.so");
            assertThat(jar.getEntry("linux-aarch64/NOTICE")).isNotNull();
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    @Test
    void startsWithoutFlagsAndHasEveryDecoder() throws Exception {
        try (var jar = new JarFile(JAR.toFile())) {
            var manifest = Objects.requireNonNull(jar.getManifest()).getMainAttributes();
            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.roomscribe.device.Main");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
            var readers =
                    jar.getInputStream(
                            jar.getEntry(
                                    "META-INF/services/javax.sound.sampled.spi.AudioFileReader"));
            assertThat(new String(readers.readAllBytes(), StandardCharsets.UTF_8))
                    .containsIgnoringCase("mpeg")
                    .containsIgnoringCase("vorbis")
                    .containsIgnoringCase("flac");
        }
    }

    @Test
    void speechWorkerStartsFromIt(@TempDir Path work) throws Exception {
        var usual = WorkerLaunch.likeThisProcess(work);
        var launch =
                new WorkerLaunch(usual.java(), JAR.toString(), usual.mainClass(), usual.work());

        var process = launch.start(Transcription.config());

        try (var out = new DataInputStream(process.getInputStream())) {
            assertThat(AnswerStream.read(out)).contains(new WorkerAnswer.Ready(false));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}

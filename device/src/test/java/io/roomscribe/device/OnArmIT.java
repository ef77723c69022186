package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.device.link.TestHub;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.MosquittoBroker;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The jar on a 64-bit ARM Java, under qemu: it starts, loads Vosk's library for that processor and
/// brings what was said to the hub. Says nothing of speed.
@Tag("slow")
@Timeout(600)
@EnabledIfSystemProperty(
        named = "slow",
        matches = "true",
        disabledReason = "skipped: takes a minute or more under qemu; -Dslow=true runs it")
final class OnArmIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Path QEMU = Path.of("/usr/bin/qemu-aarch64-static");
    private static final Path LIBRARIES = Path.of("/usr/aarch64-linux-gnu");
    private static final DeviceId DEVICE = new DeviceId("arm-box");

    @TempDir Path folder;

    /// `ROOMSCRIBE_ARM64_JAVA`, or what `runtime.sh arm64` unpacked.
    private static Optional<Path> runtime() {
        var named = System.getenv("ROOMSCRIBE_ARM64_JAVA");
        var folder =
                named == null
                        ? ProjectFolder.resolve(
                                "device/target/runtime-arm64/root/usr/lib/roomscribe/runtime")
                        : Path.of(named);
        return Files.exists(folder.resolve("bin/java")) ? Optional.of(folder) : Optional.empty();
    }

    @Test
    void startsAndTranscribes() throws IOException {
        assumeTrue(Files.exists(QEMU), "skipped: qemu-user-static is not installed");
        assumeTrue(
                Files.exists(LIBRARIES.resolve("lib/libatomic.so.1"))
                        && Files.exists(LIBRARIES.resolve("lib/libstdc++.so.6")),
                "skipped: libc6-arm64-cross, libstdc++6-arm64-cross, libatomic1-arm64-cross are not"
                        + " installed");
        assumeTrue(
                runtime().isPresent(),
                "skipped: no Java for arm64; run device/src/deb/runtime.sh arm64, or set"
                        + " ROOMSCRIBE_ARM64_JAVA");
        assumeTrue(MosquittoBroker.isInstalled(), "skipped: mosquitto is not installed");
        var java = underQemu(runtime().get());

        try (var broker = MosquittoBroker.start(folder);
                var hub = TestHub.connect(broker.uri(), DEVICE);
                var device =
                        ChildProcess.start(
                                "device",
                                folder,
                                Map.of(),
                                List.of(
                                        java.toString(),
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Djna.encoding=UTF-8",
                                        // qemu runs no foreign helper program.
                                        "-Djdk.lang.Process.launchMechanism=FORK",
                                        "-jar",
                                        ProjectFolder.resolve("device/target/roomscribe-device.jar")
                                                .toString(),
                                        configuration(broker).toString()))) {
            Await.until(
                    "an utterance from an arm64 box",
                    PATIENCE,
                    () -> hub.bodies().stream().anyMatch(EntryBody.Utterance.class::isInstance),
                    () -> BoxProcess.status(folder.resolve("data")) + device.text());

            assertThat(hub.bodies().getFirst()).isInstanceOf(EntryBody.RecordingStarted.class);
        }
    }

    /// A copy whose `java` is a script, so that the speech worker runs under qemu as well.
    private Path underQemu(Path runtime) throws IOException {
        var copy = folder.resolve("java");
        try (var files = Files.walk(runtime)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(runtime.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        var java = copy.resolve("bin/java");
        var real = copy.resolve("bin/java.real");
        Files.move(java, real);
        Files.writeString(
                java, "#!/bin/sh\nexec %s -L %s %s \"$@\"\n".formatted(QEMU, LIBRARIES, real));
        for (var one : List.of(java, real)) {
            Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return java;
    }

    private Path configuration(MosquittoBroker broker) throws IOException {
        return Files.writeString(
                folder.resolve("device.conf"),
                """
                device.id = %s
                data.folder = %s
                capture.source = file:%s
                speech.model = %s
                link.broker = %s
                """
                        .formatted(
                                DEVICE,
                                folder.resolve("data"),
                                ProjectFolder.resolve(
                                        "protocol/testkit/audio/synthetic/tts_flite_awb_1.wav"),
                                ProjectFolder.resolve("device/models/vosk-model-tiny-en"),
                                broker.uri()));
    }
}

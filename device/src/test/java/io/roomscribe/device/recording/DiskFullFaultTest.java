package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row S5 of the fault catalogue, for the recorder alone: a real file system that is really full.
@Tag("root")
@Timeout(60)
class DiskFullFaultTest {
    @TempDir private Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private Path disk = Path.of(".");
    private boolean mounted;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "cannot mount a small disk here (needs root): not tested");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", disk.toString());
        }
    }

    @Tag("S5")
    @Test
    void fullDiskIsAGapAndRecordingResumesWhenThereIsSpace() throws Exception {
        var ballast = Files.write(disk.resolve("ballast"), new byte[300_000]);
        var enough = new AtomicBoolean();
        var input = new ScriptedInput(true).then(new ScriptedInput.Step.Do(() -> {}));

        try (var recordings = Recordings.open(disk, "boot");
                var recorder =
                        new Recorder(
                                CaptureConfig.defaults(),
                                input,
                                recordings,
                                events,
                                RecorderIT.world())) {
            var speaker = Thread.ofPlatform().start(() -> speak(input, enough));
            recorder.start();
            events.await(() -> events.story.contains("failed"));
            assertThat(events.failures.getFirst())
                    .hasMessageContainingAll("cannot store audio in", "free space");
            Files.delete(ballast);
            events.await(() -> events.started.size() == 2);
            enough.set(true);
            speaker.join();

            var first = events.ended.getFirst();
            assertThat(first.reason()).isEqualTo(EndReason.DISK_FULL);
            assertThat(first.samples()).isBetween(50_000L, 110_000L);
            var gap = events.started.getLast().gapsBefore().getFirst();
            assertThat(gap.reason()).isEqualTo(GapReason.DISK_FULL);
            assertThat(gap.startedAt()).isCloseTo(first.endedAt(), within(200, ChronoUnit.MILLIS));
            assertThat(events.sealed.getFirst().samples()).isEqualTo((int) first.samples());
        }
    }

    /// 50 times faster than a person.
    private static void speak(ScriptedInput input, AtomicBoolean enough) {
        for (var i = 0; i < 1000 && !enough.get(); i++) {
            input.play(RecorderIT.noise(i < 40 ? 3200 : 32));
            LockSupport.parkNanos(4_000_000);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}

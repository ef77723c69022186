package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.testkit.ChildProcess;
import io.roomscribe.testkit.ProjectFolder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row P1 of the fault catalogue, for the recorder alone.
@Timeout(180)
class RecorderKillFaultTest {
    private static final int KILLS = 4;
    private static final long ONE_SECOND = 16_000;

    @TempDir private Path data;

    @Tag("P1")
    @Test
    void killLosesAtMostOneSecondOfWhatWasCaptured() throws Exception {
        var meeting = ProjectFolder.resolve("provisioning/demo/meeting.wav");
        var seed = Long.getLong("seed", 20_261_122L);
        System.out.println("seed " + seed);
        var random = new Random(seed);

        for (var kill = 1; kill <= KILLS; kill++) {
            // Some kills fall within the first chunk, some after a boundary.
            var halfSeconds = random.nextInt(1, 130);
            long captured;
            try (var child = start(meeting)) {
                child.awaitLine(
                        halfSeconds + " half seconds",
                        Duration.ofSeconds(60),
                        line -> line.equals("captured " + halfSeconds));
                child.kill();
                captured = capturedSamples(child);
            }

            assertRecovered(meeting, kill, captured);
        }
    }

    private void assertRecovered(Path meeting, int recordingsSoFar, long captured)
            throws Exception {
        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(recordings.list()).hasSize(recordingsSoFar);
            var last = recordings.list().getLast();
            assertThat(last.end().orElseThrow().reason()).isEqualTo(EndReason.RESTART);
            assertThat(last.samples()).isGreaterThanOrEqualTo(captured - ONE_SECOND);

            var heard = RecorderIT.readAll(recordings, last);
            assertThat(heard).isEqualTo(Arrays.copyOf(samples(meeting), heard.length));
            if (recordingsSoFar > 1) {
                assertThat(last.start().gapsBefore()).isNotEmpty();
            }
            System.out.printf(
                    "kill %d: captured %.2f s, recovered %.2f s%n",
                    recordingsSoFar, captured / 16_000.0, last.samples() / 16_000.0);
        }
    }

    private static long capturedSamples(ChildProcess child) {
        return 8_000 * child.output().stream().filter(line -> line.startsWith("captured ")).count();
    }

    private ChildProcess start(Path meeting) {
        return ChildProcess.java(
                "recorder",
                data,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingProcess.class.getName(),
                        data.toString(),
                        meeting.toString(),
                        "30"));
    }

    private static short[] samples(Path wav) throws Exception {
        var bytes = Files.readAllBytes(wav);
        var at = 12;
        var all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (all.getInt(at) != 0x61746164) { // data
            at += 8 + all.getInt(at + 4);
        }
        var samples = new short[all.getInt(at + 4) / 2];
        all.position(at + 8).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}

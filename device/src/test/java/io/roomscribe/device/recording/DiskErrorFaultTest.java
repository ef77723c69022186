package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fails in the worst moments. No recording may stay open: recognition of all that
/// comes later would wait for its end.
@Tag("S5")
@Tag("S7")
@Timeout(60)
class DiskErrorFaultTest {
    @TempDir private Path data;

    private final RecordedEvents events = new RecordedEvents();
    private final FaultyMedium medium = new FaultyMedium();

    @Test
    void errorAtTheVeryEndOfAFileEndsTheRecordingOnceTheDiskWorks() throws Exception {
        var input =
                new ScriptedInput(false)
                        .play(RecorderIT.noise(32_000))
                        .then(
                                new ScriptedInput.Step.Do(() -> {
                                    events.await(() -> !events.levels.isEmpty());
                                    medium.full(true);
                                }))
                        .then(new ScriptedInput.Step.End());

        try (var recordings = open();
                var recorder = recorder(input, recordings)) {
            recorder.start();
            events.await(() -> events.story.contains("failed"));
            assertThat(recorder.awaitEnd(Duration.ZERO)).isFalse();
            medium.full(false);

            assertThat(recorder.awaitEnd(Duration.ofSeconds(20))).isTrue();
            assertThat(events.ended.getFirst().reason()).isEqualTo(EndReason.SOURCE_ENDED);
            assertThat(events.ended.getFirst().samples()).isPositive();
            assertThat(events.story)
                    .containsExactly(
                            "started", "failed", "sealed 0", "ended source-ended", "restored");
        }
    }

    @Test
    void recordingThatLostItsHeaderEndsWithNothingInIt() throws Exception {
        var tap = new Tap();

        try (var recordings = open();
                var recorder =
                        new Recorder(
                                CaptureConfig.defaults(),
                                tap,
                                recordings,
                                events,
                                RecorderIT.world())) {
            recorder.start();
            events.await(() -> !events.levels.isEmpty());
            medium.full(true);
            events.await(() -> events.story.contains("failed"));
            damage(medium.newest());
            medium.full(false);
            events.await(() -> events.started.size() == 2);

            assertThat(events.ended.getFirst().samples()).isZero();
            assertThat(events.ended.getFirst().reason()).isEqualTo(EndReason.DISK_FULL);
            var gap = events.started.getLast().gapsBefore().getFirst();
            assertThat(gap.reason()).isEqualTo(GapReason.DISK_FULL);
            assertThat(Duration.between(events.started.getFirst().startedAt(), gap.startedAt()))
                    .isLessThan(Duration.ofMillis(50));
        }
    }

    private Recordings open() {
        return Recordings.open(data, "boot", new SegmentFiles(data.resolve("audio"), medium));
    }

    private Recorder recorder(ScriptedInput input, Recordings recordings) {
        return new Recorder(
                CaptureConfig.defaults(), input, recordings, events, RecorderIT.world());
    }

    private static void damage(Path segment) {
        try {
            var bytes = Files.readAllBytes(segment);
            bytes[20] ^= 0x55;
            Files.write(segment, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

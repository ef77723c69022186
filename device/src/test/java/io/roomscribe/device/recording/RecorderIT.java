package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.CaptureException;
import io.roomscribe.device.capture.CaptureFailures;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.supervision.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderIT {
    /// Two recorders must not name their recordings alike.
    private static final AtomicLong SEEDS = new AtomicLong(42);

    @TempDir private Path data;

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void cutsChunksOfExactlyThirtySecondsAndKeepsEverySample() throws Exception {
        var audio = noise(65 * 16_000 + 123);
        var input = new ScriptedInput(false).play(audio).then(new ScriptedInput.Step.End());

        try (var recordings = Recordings.open(data, "boot")) {
            record(input, recordings);

            assertThat(events.story)
                    .containsExactly(
                            "started", "sealed 0", "sealed 1", "sealed 2", "ended source-ended");
            assertThat(events.sealed)
                    .extracting(SealedChunk::firstSample)
                    .containsExactly(0L, 480_000L, 960_000L);
            assertThat(events.sealed)
                    .extracting(SealedChunk::samples)
                    .containsExactly(480_000, 480_000, 80_123);
            assertThat(readAll(recordings)).isEqualTo(audio);
            assertThat(recordings.sealedChunks(events.started.getFirst().recording()))
                    .isEqualTo(events.sealed);
        }
    }

    @Test
    void recordingOfWholeChunksEndsWithItsLastChunk() throws Exception {
        var input =
                new ScriptedInput(false)
                        .play(noise(60 * 16_000))
                        .then(new ScriptedInput.Step.End());

        try (var recordings = Recordings.open(data, "boot")) {
            record(input, recordings);
        }

        try (var reopened = Recordings.open(data, "boot")) {
            var end = reopened.list().getFirst().end().orElseThrow();
            assertThat(end.samples()).isEqualTo(960_000);
            assertThat(end.reason()).isEqualTo(EndReason.SOURCE_ENDED);
            assertThat(events.sealed).hasSize(2);
        }
    }

    @Test
    void readerFollowsWhatIsBeingRecorded() throws Exception {
        var audio = noise(16_000);
        var input = new ScriptedInput(true).play(audio);

        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(input, recordings)) {
            recorder.start();
            events.await(() -> !events.started.isEmpty());
            var start = events.started.getFirst();
            try (var reader = recordings.reader(start.recording())) {
                var read = new short[16_000];
                var count = 0;
                while (count < read.length) {
                    var piece = new short[700];
                    var got = reader.read(count, piece, Duration.ofSeconds(10));
                    assertThat(got).isPositive();
                    System.arraycopy(piece, 0, read, count, got);
                    count += got;
                }
                assertThat(read).isEqualTo(audio);
                assertThat(reader.read(16_000, new short[10], Duration.ofMillis(1))).isZero();
                assertThat(reader.capturedAt(8_000))
                        .isBetween(start.startedAt(), Clock.systemUTC().instant());

                recorder.stop();
                assertThat(reader.read(16_000, new short[10], Duration.ofSeconds(10)))
                        .isEqualTo(-1);
            }
            assertThat(events.ended.getFirst().reason()).isEqualTo(EndReason.STOPPED);
        }
    }

    @Tag("A1")
    @Test
    void lostMicrophoneEndsTheRecordingAndTheGapIsKnown() throws Exception {
        var input =
                new ScriptedInput(true)
                        .play(noise(3200))
                        .then(new ScriptedInput.Step.Fail(CaptureFailures::lineLost))
                        .play(noise(3200));

        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(input, recordings)) {
            recorder.start();
            events.await(() -> events.started.size() == 2);
            var gap = events.started.getLast().gapsBefore().getFirst();

            assertThat(gap.reason()).isEqualTo(GapReason.MICROPHONE_LOST);
            assertThat(gap.startedAt())
                    .isCloseTo(events.ended.getFirst().endedAt(), within(50, ChronoUnit.MILLIS));
            assertThat(gap.endedAt()).isEqualTo(events.started.getLast().startedAt());
            assertThat(events.story)
                    .containsSubsequence("started", "sealed 0", "ended microphone-lost", "started")
                    .contains("failed", "restored");
            assertThat(events.failures).singleElement().isInstanceOf(CaptureException.class);
        }
    }

    @Test
    void wrongSourceStopsTheStart() {
        var failing =
                new CaptureConfig(
                        "file:" + data.resolve("absent.wav"),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2));

        try (var recordings = Recordings.open(data, "boot")) {
            var input = io.roomscribe.device.capture.AudioInput.of(failing, System::nanoTime);
            var recorder = new Recorder(failing, input, recordings, events, world());

            assertThatThrownBy(recorder::start)
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining("absent.wav: there is no such file");
        }
    }

    @Tag("S10")
    @Test
    void frozenDiskTurnsIntoAnOverrunGapAndCaptureNeverWaits() throws Exception {
        var freeze = new CountDownLatch(1);
        var frozen = new RecordingListenerThatFreezes(events, freeze);
        var captured = new CountDownLatch(1);
        var input =
                new ScriptedInput(true)
                        .play(noise(15 * 16_000))
                        .then(new ScriptedInput.Step.Do(captured::countDown))
                        .then(new ScriptedInput.Step.Do(freeze::countDown))
                        .then(
                                new ScriptedInput.Step.Do(() ->
                                        events.await(() ->
                                                !events.ended.isEmpty()
                                                        || !events.levels.isEmpty())))
                        .play(noise(3200));

        try (var recordings = Recordings.open(data, "boot");
                var recorder = new Recorder(config(), input, recordings, frozen, world())) {
            recorder.start();

            captured.await();
            events.await(() -> events.started.size() == 2);
        }

        assertThat(events.ended.getFirst().reason()).isEqualTo(EndReason.OVERRUN);
        assertThat(events.started.getLast().gapsBefore().getFirst().reason())
                .isEqualTo(GapReason.OVERRUN);
        assertThat(events.ended.getFirst().samples()).isEqualTo(FrameRing.SLOTS * 320L);
    }

    @Tag("S7")
    @Test
    void audioFolderThatVanishesIsAGapAndRecordingResumes() throws Exception {
        var folder = data.resolve("audio");
        var away = data.resolve("away");
        var input =
                new ScriptedInput(false)
                        .play(noise(480_000))
                        .then(
                                new ScriptedInput.Step.Do(() -> {
                                    events.await(() -> !events.started.isEmpty());
                                    move(folder, away);
                                    write(folder);
                                }))
                        .play(noise(16_000))
                        .then(
                                new ScriptedInput.Step.Do(() -> {
                                    events.await(() -> events.story.contains("failed"));
                                    delete(folder);
                                    move(away, folder);
                                }));

        try (var recordings = Recordings.open(data, "boot");
                var recorder = recorder(input, recordings)) {
            recorder.start();
            events.await(() -> events.story.contains("failed"));
            for (var i = 0; i < 400 && events.started.size() < 2; i++) {
                input.play(noise(320));
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }

            events.await(() -> events.started.size() == 2);
            assertThat(events.started.getLast().gapsBefore().getFirst().reason())
                    .isEqualTo(GapReason.DISK_FULL);
            assertThat(events.ended.getFirst().reason()).isEqualTo(EndReason.DISK_FULL);
            assertThat(events.ended.getFirst().samples()).isEqualTo(480_000);
            assertThat(events.failures.getFirst().severity()).isEqualTo(Failure.Severity.RETRY);
            assertThat(events.failures.getFirst()).hasMessageContaining("cannot store audio in");
        }
    }

    @Tag("S11")
    @Test
    void secondProcessIsRefused() {
        try (var first = Recordings.open(data, "boot")) {
            assertThat(first.list()).isEmpty();
            assertThatThrownBy(() -> Recordings.open(data, "boot"))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("another process records into it");
        }
    }

    @Test
    void folderThatCannotBeWrittenIsRefusedWithAHint() throws Exception {
        Files.writeString(data.resolve("audio"), "a file where the folder should be");

        assertThatThrownBy(() -> Recordings.open(data, "boot"))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("make it a folder");
    }

    private void record(ScriptedInput input, Recordings recordings) throws InterruptedException {
        try (var recorder = recorder(input, recordings)) {
            recorder.start();
            assertThat(recorder.awaitEnd(Duration.ofSeconds(20))).isTrue();
        }
    }

    private Recorder recorder(ScriptedInput input, Recordings recordings) {
        return new Recorder(config(), input, recordings, events, world());
    }

    private static CaptureConfig config() {
        return CaptureConfig.defaults();
    }

    static Surroundings world() {
        return new Surroundings(
                Clock.systemUTC(),
                System::nanoTime,
                new Random(SEEDS.incrementAndGet()),
                "boot",
                () -> ClockQuality.NTP);
    }

    private short[] readAll(Recordings recordings) throws InterruptedException {
        var summary = recordings.list().getFirst();
        return readAll(recordings, summary);
    }

    static short[] readAll(Recordings recordings, RecordingSummary summary)
            throws InterruptedException {
        var all = new short[(int) summary.samples()];
        try (var reader = recordings.reader(summary.start().recording())) {
            var count = 0;
            var piece = new short[5000];
            for (var got = reader.read(0, piece, Duration.ZERO);
                    got > 0;
                    got = reader.read(count, piece, Duration.ZERO)) {
                System.arraycopy(piece, 0, all, count, got);
                count += got;
            }
            return Arrays.copyOf(all, count);
        }
    }

    static short[] noise(int samples) {
        var random = new Random(7);
        var noise = new short[samples];
        for (var i = 0; i < samples; i++) {
            noise[i] = (short) random.nextInt(-8000, 8000);
        }
        return noise;
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(Path path) {
        try {
            Files.writeString(path, "not a folder");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Holds the recording thread at the recording's start, as a disk that does not answer would.
    private record RecordingListenerThatFreezes(RecordedEvents events, CountDownLatch freeze)
            implements RecordingListener {
        @Override
        public void started(RecordingStart start) {
            events.started(start);
            try {
                freeze.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void sealed(SealedChunk chunk) {
            events.sealed(chunk);
        }

        @Override
        public void ended(RecordingEnd end) {
            events.ended(end);
        }

        @Override
        public void level(io.roomscribe.device.capture.InputLevel level) {
            events.level(level);
        }
    }
}

package io.roomscribe.device.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.GapReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecoveryIT {
    private static final RecordingId ID = new RecordingId(0xabcd);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int BLOCKS = 25;

    @TempDir Path data;

    private final short[] audio = RecorderIT.noise(BLOCKS * 1600);
    private Path segment = Path.of(".");

    @BeforeEach
    void writeUnsealedSegment() throws IOException {
        var files = new SegmentFiles(Files.createDirectories(data.resolve("audio")));
        var start =
                new RecordingStart(ID, 1, "boot", NOON, 0, ClockQuality.NTP, "scripted", List.of());
        segment = files.path(new ChunkId(ID, 0));
        try (var writer =
                SegmentWriter.create(files, new SegmentHeader(new ChunkId(ID, 0), start, 0))) {
            for (var i = 0; i < BLOCKS; i++) {
                var block = Arrays.copyOfRange(audio, i * 1600, (i + 1) * 1600);
                writer.append(block, 1600, SegmentFormat.micros(NOON) + (i + 1) * 100_000L);
            }
        }
    }

    @Test
    void sealsWhatACrashLeftOpen() throws Exception {
        try (var recordings = Recordings.open(data, "boot")) {
            var summary = recordings.list().getFirst();

            assertThat(summary.end())
                    .contains(
                            new RecordingEnd(
                                    ID,
                                    audio.length,
                                    EndReason.RESTART,
                                    NOON.plusMillis(BLOCKS * 100)));
            assertThat(RecorderIT.readAll(recordings, summary)).isEqualTo(audio);
            assertThat(recordings.sealedChunks(ID))
                    .singleElement()
                    .extracting(SealedChunk::samples)
                    .isEqualTo(audio.length);
            assertThat(gapTo(recordings, "boot", NOON.plusSeconds(60)))
                    .isEqualTo(
                            new CaptureGap(
                                    NOON.plusMillis(BLOCKS * 100),
                                    NOON.plusSeconds(60),
                                    GapReason.RESTART,
                                    true));
        }
        assertThat(damaged()).doesNotExist();
    }

    /// What is missing when a recording begins 60 s after the one in the folder did.
    private static CaptureGap gapTo(Recordings recordings, String bootId, Instant end) {
        var minute = java.time.Duration.ofMinutes(1).toNanos();
        var ledger = GapLedger.since(recordings.last(), bootId, minute);
        return ledger.until(minute, end).getFirst();
    }

    @Test
    void anotherBootIdMeansPowerLoss() {
        try (var recordings = Recordings.open(data, "other boot")) {
            assertThat(end(recordings).reason()).isEqualTo(EndReason.POWER_LOSS);
        }
    }

    @Tag("S4")
    @Test
    void partialBlockIsSetAside() throws Exception {
        truncate(Files.size(segment) - 1000);

        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(end(recordings).samples()).isEqualTo((BLOCKS - 1) * 1600L);
        }
        assertThat(damaged()).hasSize(SegmentFormat.BLOCK_BYTES - 1000);
    }

    @Test
    void garbageAfterTheLastGoodBlockIsSetAside() throws Exception {
        var garbage = new byte[10_000];
        new Random(3).nextBytes(garbage);
        Files.write(segment, garbage, StandardOpenOption.APPEND);

        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(RecorderIT.readAll(recordings, recordings.list().getFirst()))
                    .isEqualTo(audio);
        }
        assertThat(damaged()).hasBinaryContent(garbage);
    }

    @Tag("S8")
    @Test
    void damagedBlockInTheMiddleCostsOnlyItself() throws Exception {
        flip(Files.size(segment) - 10L * SegmentFormat.BLOCK_BYTES + 100);

        try (var recordings = Recordings.open(data, "boot");
                var reader = recordings.reader(ID)) {
            var heard = new short[audio.length];
            assertThat(reader.read(0, heard, java.time.Duration.ZERO)).isEqualTo(audio.length);

            var expected = audio.clone();
            Arrays.fill(expected, 15 * 1600, 16 * 1600, (short) 0);
            assertThat(heard).isEqualTo(expected);
            assertThat(reader.damagedSamples()).isEqualTo(1600);
        }
    }

    @Tag("S8")
    @Test
    void flippedByteInSealedSegmentIsDetectedWhereverItIs() throws Exception {
        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(recordings.list()).hasSize(1);
        }
        var first = Files.size(segment) - SegmentFormat.TRAILER_BYTES;
        var random = new Random(11);
        for (var round = 0; round < 40; round++) {
            var block = random.nextInt(BLOCKS);
            var at =
                    first
                            - (long) (BLOCKS - block) * SegmentFormat.BLOCK_BYTES
                            + random.nextInt(SegmentFormat.BLOCK_BYTES);
            flip(at);
            try (var recordings = Recordings.open(data, "boot");
                    var reader = recordings.reader(ID)) {
                reader.read(0, new short[audio.length], java.time.Duration.ZERO);
                assertThat(reader.damagedSamples()).as("byte at " + at).isEqualTo(1600);
            }
            flip(at);
        }
    }

    @Test
    void secondRecoveryChangesNothing() throws Exception {
        truncate(Files.size(segment) - 17);
        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(recordings.list()).hasSize(1);
        }
        var once = Files.readAllBytes(segment);

        try (var recordings = Recordings.open(data, "other boot")) {
            assertThat(end(recordings).reason()).isEqualTo(EndReason.RESTART);
        }

        assertThat(segment).hasBinaryContent(once);
        assertThat(damaged()).hasSize(SegmentFormat.BLOCK_BYTES - 17);
    }

    @Tag("S4")
    @Test
    void tornTrailerIsWrittenAnew() throws Exception {
        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(recordings.list()).hasSize(1);
        }
        truncate(Files.size(segment) - 3);

        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(end(recordings).samples()).isEqualTo(audio.length);
        }
    }

    @Tag("S9")
    @Test
    void segmentWithoutGoodHeaderIsSetAsideAndTheOneBeforeEndsTheRecording() throws Exception {
        var next = segment.resolveSibling("000001.seg");
        Files.write(next, new byte[] {1, 2, 3});

        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(end(recordings).samples()).isEqualTo(audio.length);
        }
        assertThat(next).doesNotExist();
        assertThat(next.resolveSibling("000001.seg.damaged")).hasSize(3);
    }

    @Test
    void deletingChunksRemovesFilesAndFolder() throws Exception {
        try (var recordings = Recordings.open(data, "boot")) {
            assertThat(recordings.files().delete(new ChunkId(ID, 0))).isTrue();
            assertThat(recordings.files().delete(new ChunkId(ID, 0))).isFalse();
        }

        assertThat(segment.getParent()).doesNotExist();
    }

    private RecordingEnd end(Recordings recordings) {
        return recordings.find(ID).orElseThrow().end().orElseThrow();
    }

    private Path damaged() {
        return segment.resolveSibling("000000.seg.damaged");
    }

    private void truncate(long size) throws IOException {
        try (var channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private void flip(long at) throws IOException {
        try (var channel =
                FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x40));
            channel.write(one.rewind(), at);
        }
    }
}

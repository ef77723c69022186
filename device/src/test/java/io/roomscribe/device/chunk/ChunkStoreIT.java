package io.roomscribe.device.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.recording.CaptureGap;
import io.roomscribe.device.recording.RecordingEnd;
import io.roomscribe.device.recording.RecordingStart;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.GapReason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChunkStoreIT {
    private static final RecordingId FIRST = new RecordingId(0x1111);
    private static final RecordingId SECOND = new RecordingId(-0x2222);
    private static final RoomId ROOM = new RoomId("room");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path folder;

    private final List<EntryBody> told = new CopyOnWriteArrayList<>();
    private Database database;
    private ChunkStore store;

    @BeforeEach
    void open() {
        database = Database.open(folder, Clock.systemUTC(), e -> {});
        store =
                new ChunkStore(
                        database,
                        (tx, body) -> {
                            tx.afterCommit(() -> told.add(body));
                            return 1;
                        },
                        ROOM,
                        "The room");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tellsTheGapAndThenTheStartOnce() {
        var gap = new CaptureGap(NOON.minusSeconds(5), NOON, GapReason.RESTART, true);

        store.started(start(FIRST, Optional.of(gap)));
        store.started(start(FIRST, Optional.of(gap)));

        assertThat(told)
                .containsExactly(
                        new EntryBody.Gap(ROOM, NOON.minusSeconds(5), NOON, GapReason.RESTART),
                        new EntryBody.RecordingStarted(
                                FIRST, ROOM, "The room", "boot", NOON, ClockQuality.NTP, "line"));
    }

    @Test
    void tellsChunkOnceItsSpeechIsRecognised() {
        store.started(start(FIRST, Optional.empty()));
        store.sealed(chunk(FIRST, 0, 480_000));

        recognised(FIRST, 479_999);
        assertThat(told).hasSize(1);
        assertThat(store.chunks(ChunkState.SEALED, 10)).containsExactly(chunk(FIRST, 0, 480_000));

        recognised(FIRST, 480_000);
        recognised(FIRST, 480_001);
        assertThat(told).hasSize(2).last().isInstanceOf(EntryBody.Chunk.class);
        assertThat(store.chunks(ChunkState.TRANSCRIBED, 10)).hasSize(1);
    }

    @Test
    void tellsChunkThatIsSealedAfterItsSpeechWasRecognised() {
        store.started(start(FIRST, Optional.empty()));
        recognised(FIRST, 500_000);

        store.sealed(chunk(FIRST, 0, 480_000));
        store.sealed(chunk(FIRST, 0, 480_000));

        assertThat(told).hasSize(2).last().isInstanceOf(EntryBody.Chunk.class);
    }

    @Test
    @Tag("T1")
    void withholdsGapsUntilTheClockIsGoodAndThenMovesEverything() {
        var boot = Instant.EPOCH.plusSeconds(30);
        var pieces =
                List.of(
                        new CaptureGap(NOON.minusSeconds(90), boot, GapReason.POWER_LOSS, false),
                        new CaptureGap(boot.minusSeconds(5), boot, GapReason.MUTED, true));
        var unsynced =
                new RecordingStart(
                        FIRST, 1, "boot", boot, 0, ClockQuality.UNSYNCED, "line", pieces);
        store.started(unsynced);
        store.sealed(
                new SealedChunk(
                        new ChunkId(FIRST, 0), 0, 480_000, boot, "ab".repeat(32), -6.5, -30.25));
        assertThat(told).singleElement().isInstanceOf(EntryBody.RecordingStarted.class);

        var moved =
                List.of(
                        new CaptureGap(
                                NOON.minusSeconds(90),
                                NOON.minusSeconds(5),
                                GapReason.POWER_LOSS,
                                false),
                        new CaptureGap(NOON.minusSeconds(5), NOON, GapReason.MUTED, true));
        var better = new RecordingStart(FIRST, 1, "boot", NOON, 0, ClockQuality.NTP, "line", moved);
        store.retimed(better);
        store.retimed(better);

        assertThat(told.subList(1, told.size()))
                .containsExactly(
                        new EntryBody.RecordingRetimed(FIRST, NOON, ClockQuality.NTP),
                        new EntryBody.Gap(
                                ROOM,
                                NOON.minusSeconds(90),
                                NOON.minusSeconds(5),
                                GapReason.POWER_LOSS),
                        new EntryBody.Gap(ROOM, NOON.minusSeconds(5), NOON, GapReason.MUTED));
        assertThat(store.chunks(ChunkState.SEALED, 10))
                .singleElement()
                .extracting(SealedChunk::startedAt)
                .isEqualTo(NOON);
    }

    @Test
    void tellsTheEndAfterEverythingElse() {
        store.started(start(FIRST, Optional.empty()));
        store.sealed(chunk(FIRST, 0, 20_000));
        store.ended(new RecordingEnd(FIRST, 20_000, EndReason.SOURCE_ENDED, NOON));
        assertThat(told).hasSize(1);

        recognised(FIRST, 20_000);

        assertThat(told).hasSize(3);
        assertThat(told.get(1)).isInstanceOf(EntryBody.Chunk.class);
        assertThat(told.get(2))
                .isEqualTo(new EntryBody.RecordingEnded(FIRST, 20_000, EndReason.SOURCE_ENDED));
        assertThat(store.oldestUnrecognised()).isEmpty();
    }

    @Test
    void oldestUnrecognisedGoesByOrderOfRecordingAndKeepsItsPosition() {
        store.started(start(FIRST, Optional.empty()));
        store.started(start(SECOND, Optional.empty()));
        recognised(FIRST, 1234);

        assertThat(store.oldestUnrecognised()).contains(new RecognitionPosition(FIRST, 1234));

        store.ended(new RecordingEnd(FIRST, 1234, EndReason.RESTART, NOON));

        assertThat(store.oldestUnrecognised()).contains(new RecognitionPosition(SECOND, 0));
        assertThat(store.recognisedThrough(FIRST)).isEqualTo(1234);
    }

    @Test
    void positionNeverGoesBack() {
        store.started(start(FIRST, Optional.empty()));

        recognised(FIRST, 5000);
        recognised(FIRST, 4000);

        assertThat(store.recognisedThrough(FIRST)).isEqualTo(5000);
    }

    private void recognised(RecordingId recording, long through) {
        database.inTransaction(tx -> {
            store.recognised(tx, recording, through);
            return true;
        });
    }

    private static RecordingStart start(RecordingId recording, Optional<CaptureGap> gap) {
        return new RecordingStart(
                recording,
                recording.bits(),
                "boot",
                NOON,
                0,
                ClockQuality.NTP,
                "line",
                gap.stream().toList());
    }

    private static SealedChunk chunk(RecordingId recording, int index, int samples) {
        return new SealedChunk(
                new ChunkId(recording, index),
                index * 480_000L,
                samples,
                NOON.plusSeconds(30L * index),
                "ab".repeat(32),
                -6.5,
                -30.25);
    }
}

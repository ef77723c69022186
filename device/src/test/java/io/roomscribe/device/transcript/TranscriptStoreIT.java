package io.roomscribe.device.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecordingJournal;
import io.roomscribe.device.recording.RecordingEnd;
import io.roomscribe.device.recording.RecordingStart;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Word;
import io.roomscribe.protocol.supervision.StopSignal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TranscriptStoreIT {
    private static final RecordingId RECORDING = new RecordingId(0x7f3a);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int CHUNK = 480_000;

    @TempDir private Path folder;

    private final List<EntryBody> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean outboxFails = new AtomicBoolean();
    private Database database;
    private ChunkStore chunks;
    private TranscriptStore transcript;

    @BeforeEach
    void open() throws InterruptedException {
        database = Database.open(folder, Clock.systemUTC(), e -> {});
        chunks = new ChunkStore(database, this::append, new RoomId("room"), "The room");
        transcript = new TranscriptStore(database, this::append, chunks);
        recordOneChunk();
        told.clear();
    }

    private long append(io.roomscribe.device.store.Transaction tx, EntryBody body)
            throws SQLException {
        if (outboxFails.get()) {
            throw new SQLException("the outbox is broken");
        }
        tx.afterCommit(() -> told.add(body));
        return told.size() + 1L;
    }

    private void recordOneChunk() throws InterruptedException {
        try (var recordings = Recordings.open(folder, "boot")) {
            var journal = new RecordingJournal(chunks, recordings);
            journal.started(
                    new RecordingStart(
                            RECORDING, 1, "boot", NOON, 0, ClockQuality.NTP, "line", List.of()));
            journal.sealed(
                    new SealedChunk(
                            new ChunkId(RECORDING, 0), 0, CHUNK, NOON, "00".repeat(32), -6, -30));
            journal.ended(
                    new RecordingEnd(RECORDING, CHUNK, EndReason.STOPPED, NOON.plusSeconds(30)));
            var stop = new StopSignal();
            stop.stop();
            journal.run(stop);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsAnUtteranceItsEntryAndThePositionTogether() {
        assertThat(transcript.add(utterance(16_000))).isTrue();

        assertThat(told).containsExactly(utterance(16_000));
        assertThat(chunks.recognisedThrough(RECORDING)).isEqualTo(48_000);
    }

    @Test
    void tellsARepeatedUtteranceOnce() {
        transcript.add(utterance(16_000));

        assertThat(transcript.add(utterance(16_000))).isFalse();

        assertThat(told).hasSize(1);
    }

    @Test
    void keepsNothingOfAnUtteranceThatCannotBeQueued() {
        outboxFails.set(true);

        assertThatThrownBy(() -> transcript.add(utterance(16_000)))
                .isInstanceOf(RuntimeException.class);
        outboxFails.set(false);

        assertThat(chunks.recognisedThrough(RECORDING)).isZero();
        assertThat(transcript.add(utterance(16_000))).as("new").isTrue();
    }

    @Test
    void tellsTheChunkAndTheEndOnceEverythingIsRecognised() {
        transcript.add(utterance(16_000));
        transcript.recognised(RECORDING, CHUNK - 1);
        assertThat(told).hasSize(1);

        transcript.recognised(RECORDING, CHUNK);
        transcript.recognised(RECORDING, CHUNK);

        assertThat(told)
                .extracting(body -> body.getClass().getSimpleName())
                .containsExactly("Utterance", "Chunk", "RecordingEnded");
    }

    private static EntryBody.Utterance utterance(long firstSample) {
        return new EntryBody.Utterance(
                RECORDING,
                firstSample,
                32_000,
                NOON.plusSeconds(1),
                NOON.plusSeconds(3),
                "good morning",
                List.of(new Word("good", 0, 400, 0.9), new Word("morning", 400, 1900, 0.8)),
                List.of(),
                "en",
                "vosk-model-tiny-en");
    }
}

package io.roomscribe.device.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.chunk.ToldEntries;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.transcript.KnownEntries;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.StreamReason;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the tables take for the entries of a stream, after streams were closed.
@Timeout(60)
final class RenumberingIT {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final RecordingId RECORDING = new RecordingId(7);

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(START);
    private final KnownEntries known =
            new KnownEntries(new ToldEntries(new RoomId("room-1"), "Room 1"));
    private Database database;
    private Outbox outbox;

    @BeforeEach
    void open() {
        database = Database.open(folder, clock, e -> {});
        outbox = Outbox.open(database, new MessageCodec(), clock, new Random(7), known);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private long say(int number) {
        var said =
                new EntryBody.Utterance(
                        RECORDING,
                        number * 2L * Audio.SAMPLE_RATE,
                        Audio.SAMPLE_RATE,
                        START.plusSeconds(2L * number),
                        START.plusSeconds(2L * number + 1),
                        "number " + number,
                        List.of(),
                        List.of(),
                        "en",
                        "model");
        return database.inTransaction(tx -> {
            var sequence = outbox.append(tx, said);
            known.restored(tx, said, sequence);
            return sequence;
        });
    }

    private void addChunk(int index, long entry) {
        database.inTransaction(tx ->
                tx.update(
                        """
                        INSERT INTO chunk (recording, chunk_index, first_sample, samples,
                            started_at, hash, peak_dbfs, rms_dbfs, state, entry)
                        VALUES (?, ?, 0, 1, ?, '', 0, 0, 'transcribed', ?)
                        """,
                        RECORDING.bits(),
                        index,
                        START,
                        entry));
    }

    private List<Long> chunkEntries() {
        return database.read(tx ->
                tx.query("SELECT entry FROM chunk ORDER BY chunk_index", row -> row.getLong(1)));
    }

    private void hubHas(long through) {
        outbox.acknowledge(through, Optional.empty(), "epoch", false);
    }

    private List<String> saidBy(long sequence) {
        return database.read(tx -> known.remains(tx, sequence)).stream()
                .map(body -> ((EntryBody.Utterance) body).text())
                .toList();
    }

    /// An erasure put its tombstone in the place of the wrong words.
    @Test
    void anUtteranceOfAClosedStreamTakesNoSequenceOfALaterOne() {
        say(1);
        assertThat(say(2)).isEqualTo(2);
        hubHas(2);
        outbox.openNewStream(StreamReason.RESTORED);
        hubHas(1);
        outbox.openNewStream(StreamReason.RESTORED);

        assertThat(say(3)).isEqualTo(2);

        assertThat(saidBy(1)).isEmpty();
        assertThat(saidBy(2)).containsExactly("number 3");
    }

    @Test
    void anUtteranceThatComesAgainIsKnownByItsNewSequence() {
        say(1);
        say(2);
        hubHas(1);

        outbox.openNewStream(StreamReason.RESTORED);
        say(3);
        outbox.openNewStream(StreamReason.RESTORED);

        // Both announcements come before it.
        assertThat(saidBy(1)).isEmpty();
        assertThat(saidBy(2)).isEmpty();
        assertThat(saidBy(3)).containsExactly("number 2");
        assertThat(saidBy(4)).containsExactly("number 3");
    }

    /// What the hub has of a closed stream stays acknowledged, what was lost with it is not.
    @Test
    void aChunkIsAcknowledgedByItsNewEntry() {
        say(1);
        say(2);
        say(3);
        addChunk(0, 0);
        addChunk(1, 1);
        addChunk(2, 2);
        addChunk(3, 3);
        hubHas(1);
        database.inTransaction(tx -> tx.update("DELETE FROM outbox WHERE sequence = 2"));

        outbox.openNewStream(StreamReason.RESTORED);

        assertThat(chunkEntries()).containsExactly(0L, 1L, 0L, 2L);
    }
}

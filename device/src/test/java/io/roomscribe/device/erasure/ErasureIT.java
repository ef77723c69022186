package io.roomscribe.device.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecordingJournal;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingSummary;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.transcript.TranscriptStore;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.TombstoneReason;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ErasureIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int SECOND = Audio.SAMPLE_RATE;
    private static final UUID ID = new UUID(4, 2);

    @TempDir private Path data;

    private final Clock clock = Clock.systemUTC();
    private final MessageCodec codec = new MessageCodec();
    private final AtomicInteger dismissed = new AtomicInteger();
    private Recordings recordings;
    private Recorder recorder;
    private Database database;
    private Outbox outbox;
    private TranscriptStore transcripts;
    private Erasure erasure;
    private Supervisor supervisor;

    @BeforeEach
    void open() {
        recordings = Recordings.open(data, "boot");
        database = Database.open(data, clock, e -> {});
        outbox = Outbox.open(database, codec, clock, new Random(7));
        var room = new RoomId("room");
        var chunks = new ChunkStore(database, outbox::append, room, "The room");
        var journal = new RecordingJournal(chunks, recordings);
        recorder =
                new Recorder(
                        CaptureConfig.defaults(),
                        new CountingInput(),
                        recordings,
                        journal,
                        new Surroundings(
                                clock,
                                System::nanoTime,
                                new Random(1),
                                "boot",
                                () -> ClockQuality.NTP));
        transcripts = new TranscriptStore(database, outbox, chunks);
        erasure =
                new Erasure(
                        recorder,
                        recordings,
                        timeout -> dismissed.incrementAndGet() > 0,
                        chunks,
                        database,
                        outbox,
                        List.of(),
                        room,
                        clock);
        supervisor = new Supervisor(System::nanoTime, new Random(2), SOON, failure -> {});
        supervisor.start("journal", journal);
        recorder.start();
    }

    @AfterEach
    void close() {
        recorder.close();
        supervisor.close();
        database.close();
        recordings.close();
    }

    private RecordingSummary first() {
        return recordings.list().getFirst();
    }

    private void awaitRecorded(int seconds) {
        Await.until(
                seconds + " s recorded",
                SOON,
                () -> !recordings.list().isEmpty() && first().samples() >= (long) seconds * SECOND);
    }

    private void said(String text, int firstSecond, int seconds) {
        var start = first().start();
        var startedAt = start.at((long) firstSecond * SECOND);
        transcripts.add(
                new EntryBody.Utterance(
                        start.recording(),
                        (long) firstSecond * SECOND,
                        (long) seconds * SECOND,
                        startedAt,
                        startedAt.plusSeconds(seconds),
                        text,
                        List.of(),
                        List.of(),
                        "en",
                        "model"));
    }

    private List<EntryBody> bodies() {
        return database.read(tx -> {
            var bodies = new ArrayList<EntryBody>();
            var hash = HashChain.genesis(outbox.stream());
            try (var rows =
                    tx.connection()
                            .createStatement()
                            .executeQuery("SELECT payload, hash FROM outbox ORDER BY sequence")) {
                while (rows.next()) {
                    bodies.add(codec.decodeBody(rows.getString(1)));
                    var isErased = bodies.getLast() instanceof EntryBody.Tombstone;
                    assertThat(rows.getString(2))
                            .isEqualTo(
                                    isErased
                                            ? rows.getString(2)
                                            : HashChain.next(
                                                    hash, bodies.size(), rows.getString(1)));
                    hash = rows.getString(2);
                }
            }
            return bodies;
        });
    }

    /// The files of the data folder in which these bytes stand.
    private List<String> filesWith(byte[] bytes) throws IOException {
        var wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(wanted))
                    .map(file -> data.relativize(file).toString())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Half a second of audio as it lies in a segment file's block.
    private static byte[] pcm(int second) {
        var bytes = new byte[1600];
        for (var i = 0; i < bytes.length / 2; i++) {
            var sample = CountingInput.sample((long) second * SECOND + i);
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        return bytes;
    }

    @Test
    void nothingOfTheStretchIsInAnyFileAndEverythingElseIs() throws IOException {
        awaitRecorded(40);
        said("alphaville before", 5, 4);
        said("bravissimo within", 10, 4);
        said("charlatan reaching in", 19, 6);
        said("deltaplane after", 30, 4);
        var start = first().start();
        assertThat(filesWith(text("bravissimo"))).containsExactly("roomscribe.mv.db");
        assertThat(filesWith(pcm(12))).hasSize(1);

        var receipt = erasure.forgetRange(ID, start.at(9L * SECOND), start.at(20L * SECOND));

        assertThat(receipt.utterances()).isEqualTo(2);
        assertThat(receipt.entries()).isEqualTo(2);
        assertThat(receipt.samples()).isEqualTo(16L * SECOND);
        for (var gone : List.of("bravissimo", "charlatan")) {
            assertThat(filesWith(text(gone))).as(gone).isEmpty();
        }
        for (var kept : List.of("alphaville", "deltaplane")) {
            assertThat(filesWith(text(kept))).as(kept).containsExactly("roomscribe.mv.db");
        }
        for (var second : new int[] {9, 12, 19, 24}) {
            assertThat(filesWith(pcm(second))).as("second %d", second).isEmpty();
        }
        for (var second : new int[] {7, 8, 25, 31}) {
            assertThat(filesWith(pcm(second))).as("second %d", second).hasSize(1);
        }
        assertThat(dismissed.get()).isPositive();
    }

    @Test
    void theOutboxStaysWithoutAGapAndTellsTheHub() {
        awaitRecorded(20);
        said("alphaville before", 2, 2);
        said("bravissimo within", 10, 4);
        said("deltaplane after", 16, 2);
        var start = first().start();
        var before = outbox.lastSequence();

        erasure.forgetRange(ID, start.at(9L * SECOND), start.at(14L * SECOND));

        var bodies = bodies();
        assertThat(bodies)
                .filteredOn(EntryBody.Tombstone.class::isInstance)
                .singleElement()
                .extracting(one -> ((EntryBody.Tombstone) one).reason())
                .isEqualTo(TombstoneReason.ERASED);
        var erased =
                bodies.stream()
                        .filter(EntryBody.Erased.class::isInstance)
                        .map(EntryBody.Erased.class::cast)
                        .toList();
        assertThat(erased).hasSize(1);
        assertThat(erased.getFirst().receipt().id()).isEqualTo(ID);
        assertThat(erased.getFirst().stretches())
                .singleElement()
                .satisfies(stretch -> {
                    assertThat(stretch.recording()).isEqualTo(start.recording());
                    assertThat(stretch.firstSample()).isEqualTo(9L * SECOND);
                    assertThat(stretch.samples()).isEqualTo(5L * SECOND);
                });
        assertThat(outbox.lastSequence()).isGreaterThan(before);
    }

    @Test
    void forgettingTheLastWhileGoesOnRecordingAndTheDatabaseOpensAgain() throws IOException {
        awaitRecorded(20);
        said("alphaville", 2, 2);

        erasure.forgetLast(ID, Duration.ofMinutes(10));
        Await.until("another recording", SOON, () -> recordings.list().size() == 2);

        assertThat(first().end().orElseThrow().reason()).isEqualTo(EndReason.ERASED);
        assertThat(filesWith(text("alphaville"))).isEmpty();
        assertThat(filesWith(pcm(0))).isEmpty();
        var gaps = recordings.list().getLast().start().gapsBefore();
        assertThat(gaps).isEmpty();
        database.close();
        database = Database.open(data, clock, e -> {});
        assertThat(database.quarantined()).isEmpty();
        assertThat(bodies().getLast())
                .isInstanceOfAny(
                        EntryBody.Erased.class,
                        EntryBody.RecordingStarted.class,
                        EntryBody.RecordingEnded.class);
    }
}

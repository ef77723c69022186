package io.roomscribe.device.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.chunk.ToldEntries;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.transcript.KnownEntries;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.StreamReason;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.protocol.message.Word;
import io.roomscribe.testkit.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows S8 and S9: a database that H2 cannot read gives back what is left in its bytes, in a new
/// stream.
@Timeout(60)
final class OutboxSalvageFaultTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final RecordingId RECORDING = new RecordingId(7);
    private static final RoomId ROOM = new RoomId("room-1");
    private static final int UTTERANCES = 120;

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(START);
    private final MessageCodec codec = new MessageCodec();
    private final KnownEntries known = new KnownEntries(new ToldEntries(ROOM, "Room 1"));

    enum Damage {
        HEADERS,
        MIDDLE,
        END_MISSING
    }

    @ParameterizedTest
    @EnumSource
    @Tag("S8")
    @Tag("S9")
    void savesWhatIsLeftAndSaysThatANewStreamBegins(Damage damage) throws IOException {
        fill();
        damage(damage);

        try (var database = Database.open(folder, clock, e -> {})) {
            assertThat(database.quarantined()).isPresent();
            var outbox = Outbox.open(database, codec, clock, new Random(8), known);
            var salvage = new OutboxSalvage(database, outbox, codec, known);
            var saved = salvage.run(database.quarantined().orElseThrow());

            var bodies =
                    outbox.after(0, 2 * UTTERANCES, 100_000_000).entries().stream()
                            .map(entry -> codec.decodeBody(entry.payload()))
                            .toList();
            assertThat(bodies.getFirst())
                    .isEqualTo(
                            new EntryBody.StreamOpened(
                                    Message.NO_STREAM, StreamReason.REBUILT, 0, List.of()));
            assertThat(bodies).hasSize(1 + saved);
            System.out.println("damage=" + damage + " saved=" + saved + " of=" + (UTTERANCES + 1));
            assertThat(saved).isGreaterThan(UTTERANCES / 3);
            var said = bodies.stream().filter(EntryBody.Utterance.class::isInstance).toList();
            assertThat(said).isSubsetOf(utterances()).doesNotHaveDuplicates();
            assertThat(said).doesNotContain(utterance(3));
            assertThat(count(database)).isEqualTo(said.size());
        }
    }

    private static long count(Database database) {
        return database.read(tx -> {
            try (var statement = tx.connection().createStatement();
                    var row = statement.executeQuery("SELECT COUNT(*) FROM utterance")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static List<EntryBody> utterances() {
        return IntStream.range(0, UTTERANCES).mapToObj(OutboxSalvageFaultTest::utterance).toList();
    }

    private static EntryBody utterance(int number) {
        var text = "größe \"" + number + "\" \\ 😀 {brace ";
        return new EntryBody.Utterance(
                RECORDING,
                number * 2L * Audio.SAMPLE_RATE,
                Audio.SAMPLE_RATE,
                START.plusSeconds(2L * number),
                START.plusSeconds(2L * number + 1),
                text,
                List.of(new Word(text, 0, 900, 0.5)),
                List.of(0.25f, -1f),
                "en",
                "model");
    }

    /// As a kill leaves it, with one utterance that was erased later.
    private void fill() {
        var database = Database.open(folder, clock, e -> {});
        var outbox = Outbox.open(database, codec, clock, new Random(7));
        for (var i = 0; i < UTTERANCES; i++) {
            var body = utterance(i);
            database.inTransaction(tx -> outbox.append(tx, body));
        }
        var receipt =
                new ErasureReceipt(
                        new UUID(1, 1), ROOM, START, START.plusSeconds(8), START, 1, 1, 0);
        var stretch = new Stretch(RECORDING, 6L * Audio.SAMPLE_RATE, Audio.SAMPLE_RATE);
        database.inTransaction(
                tx -> outbox.append(tx, new EntryBody.Erased(receipt, List.of(stretch))));
        database.close();
    }

    private void damage(Damage damage) throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("roomscribe.mv.db").toFile(), "rw")) {
            switch (damage) {
                case HEADERS -> file.write(new byte[8192]);
                case MIDDLE -> {
                    file.seek(file.length() * 2 / 5);
                    file.write(new byte[(int) (file.length() / 5)]);
                    Files.createFile(folder.resolve("roomscribe.suspect"));
                }
                case END_MISSING -> {
                    file.write(new byte[8192]);
                    file.setLength(file.length() * 3 / 5);
                }
            }
        }
    }
}

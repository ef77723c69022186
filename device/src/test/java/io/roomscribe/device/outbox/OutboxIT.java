package io.roomscribe.device.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OutboxIT {
    private static final int ENTRIES = 50;
    private static final int BYTES = 64 * 1024;

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final MessageCodec codec = new MessageCodec();
    private Database database;
    private Outbox outbox;

    @BeforeEach
    void open() {
        database = Database.open(folder, clock, e -> {});
        outbox = Outbox.open(database, codec, clock, new Random(7));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private EntryBody body(String text) {
        return new EntryBody.Health("test", Severity.INFO, true, clock.instant(), text);
    }

    private long append(String text) {
        return database.inTransaction(tx -> outbox.append(tx, body(text)));
    }

    @Test
    void numbersEntriesWithoutAGapAndChainsThem() {
        append("a");
        append("b");
        append("c");

        var entries = outbox.after(0, ENTRIES, BYTES);
        assertThat(entries).extracting(e -> e.sequence()).containsExactly(1L, 2L, 3L);
        var hash = HashChain.genesis(outbox.stream());
        for (var entry : entries) {
            hash = HashChain.next(hash, entry.sequence(), entry.payload());
            assertThat(entry.hash()).isEqualTo(hash);
        }
        assertThat(codec.decodeBody(entries.get(1).payload())).isEqualTo(body("b"));
        assertThat(outbox.position()).isEqualTo(new OutboxPosition(1, 3, 0));
    }

    @Test
    void leavesNoGapWhenATransactionFails() {
        append("a");
        assertThatThrownBy(() ->
                        database.inTransaction(tx -> {
                            outbox.append(tx, body("lost"));
                            throw new IllegalStateException("defect");
                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(outbox.lastSequence()).isEqualTo(1);

        assertThat(append("b")).isEqualTo(2);
        assertThat(outbox.lastSequence()).isEqualTo(2);
    }

    @Test
    void goesOnWithStreamAndSequenceAfterARestart() {
        append("a");
        var stream = outbox.stream();
        database.close();

        open();

        assertThat(outbox.stream()).isEqualTo(stream);
        assertThat(outbox.lastSequence()).isEqualTo(1);
        assertThat(append("b")).isEqualTo(2);
    }

    @Test
    void givesAsManyAsFitAndALargeOneAlone() {
        append("x".repeat(100_000));
        append("y".repeat(40_000));
        append("z".repeat(40_000));

        assertThat(outbox.after(0, ENTRIES, BYTES))
                .extracting(e -> e.sequence())
                .containsExactly(1L);
        assertThat(outbox.after(1, ENTRIES, BYTES))
                .extracting(e -> e.sequence())
                .containsExactly(2L);
        assertThat(outbox.after(2, ENTRIES, BYTES))
                .extracting(e -> e.sequence())
                .containsExactly(3L);
        assertThat(outbox.after(0, 1, 10_000_000)).hasSize(1);
    }

    @Test
    void movesOnByTheHubsWordAndGoesBackOnlyForAnotherEpoch() {
        for (var i = 0; i < 5; i++) {
            append("entry " + i);
        }

        assertThat(outbox.acknowledge(3, "epoch-1").ackedThrough()).isEqualTo(3);
        assertThat(outbox.acknowledge(2, "epoch-1").ackedThrough()).isEqualTo(3);
        assertThat(outbox.acknowledge(1, "epoch-2").ackedThrough()).isEqualTo(1);
        assertThat(outbox.acknowledge(99, "epoch-2").ackedThrough()).isEqualTo(5);
    }

    @Test
    void purgesOnlyWhatIsAcknowledgedAndOld() {
        append("old");
        append("old, not acknowledged");
        outbox.acknowledge(1, "epoch");
        clock.advance(Duration.ofDays(8));
        append("new");

        assertThat(outbox.purge(clock.instant().minus(Duration.ofDays(7)), 100)).isEqualTo(1);

        assertThat(outbox.position()).isEqualTo(new OutboxPosition(2, 3, 1));
        assertThat(append("next")).isEqualTo(4);
    }

    @Test
    void noticesADamagedRow() {
        append("a");
        database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement()) {
                return statement.executeUpdate(
                        "UPDATE outbox SET payload = REPLACE(payload, 'a', 'b')");
            }
        });

        assertThatThrownBy(() -> outbox.after(0, ENTRIES, BYTES))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("entry 1");
    }
}

package io.roomscribe.device.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.protocol.message.StreamReason;
import io.roomscribe.protocol.message.TombstoneReason;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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

    private List<Entry> entriesAfter(long sequence, int entriesMax, int bytesMax) {
        var batch = outbox.after(sequence, entriesMax, bytesMax);
        assertThat(batch.damaged()).isEmpty();
        return batch.entries();
    }

    private long append(String text) {
        return database.inTransaction(tx -> outbox.append(tx, body(text)));
    }

    @Test
    void numbersEntriesWithoutAGapAndChainsThem() {
        append("a");
        append("b");
        append("c");

        var entries = entriesAfter(0, ENTRIES, BYTES);
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

        assertThat(entriesAfter(0, ENTRIES, BYTES))
                .extracting(e -> e.sequence())
                .containsExactly(1L);
        assertThat(entriesAfter(1, ENTRIES, BYTES))
                .extracting(e -> e.sequence())
                .containsExactly(2L);
        assertThat(entriesAfter(2, ENTRIES, BYTES))
                .extracting(e -> e.sequence())
                .containsExactly(3L);
        assertThat(entriesAfter(0, 1, 10_000_000)).hasSize(1);
    }

    @Test
    void movesOnByTheHubsWordAndGoesBackOnlyForAnotherEpoch() {
        for (var i = 0; i < 5; i++) {
            append("entry " + i);
        }

        assertThat(acknowledge(3, "epoch-1")).isEqualTo(3);
        assertThat(acknowledge(2, "epoch-1")).isEqualTo(3);
        assertThat(acknowledge(1, "epoch-2")).isEqualTo(1);
        assertThat(acknowledge(5, "epoch-2")).isEqualTo(5);
        var back = outbox.acknowledge(4, Optional.empty(), "epoch-2", true);
        assertThat(back.position().ackedThrough()).isEqualTo(4);
        assertThat(back.isOtherEpoch()).isFalse();
    }

    private long acknowledge(long through, String epoch) {
        var noted = outbox.acknowledge(through, Optional.empty(), epoch, false);
        assertThat(noted.standing()).isEqualTo(Standing.SAME);
        return noted.position().ackedThrough();
    }

    /// A restored or cloned card: what this box never sent cannot have been acknowledged.
    @Test
    void countsNothingAsAcknowledgedThatItDidNotSend() {
        for (var i = 0; i < 5; i++) {
            append("entry " + i);
        }

        assertThat(outbox.acknowledge(9, Optional.empty(), "epoch", false).standing())
                .isEqualTo(Standing.AHEAD);
        assertThat(outbox.acknowledge(4, Optional.of("ab".repeat(32)), "epoch", false).standing())
                .isEqualTo(Standing.FORKED);
        assertThat(outbox.position().ackedThrough()).isZero();

        var hash = entriesAfter(0, ENTRIES, BYTES).get(3).hash();
        assertThat(outbox.acknowledge(4, Optional.of(hash), "epoch", false).standing())
                .isEqualTo(Standing.SAME);
        assertThat(outbox.position().ackedThrough()).isEqualTo(4);
    }

    @Test
    void opensANewStreamWithEverythingTheHubDidNotAcknowledge() {
        for (var i = 1; i <= 5; i++) {
            append("entry " + i);
        }
        acknowledge(2, "epoch");
        damage(4);
        var previous = outbox.stream();

        outbox.openNewStream(StreamReason.RESTORED);

        assertThat(outbox.stream()).isNotEqualTo(previous);
        assertThat(outbox.position()).isEqualTo(new OutboxPosition(1, 3, 0));
        assertThat(bodies())
                .containsExactly(
                        new EntryBody.StreamOpened(
                                previous,
                                StreamReason.RESTORED,
                                5,
                                List.of(new Message.Range(4, 4))),
                        body("entry 3"),
                        body("entry 5"));
        assertThat(append("next")).isEqualTo(4);

        // A hub that lost its store needs what the closed stream had told it.
        assertThat(outbox.replayClosedStreams()).isEqualTo(2);
        assertThat(bodies()).endsWith(body("entry 1"), body("entry 2"));
        assertThat(outbox.replayClosedStreams()).isZero();
    }

    private List<EntryBody> bodies() {
        return entriesAfter(0, ENTRIES, BYTES).stream()
                .map(entry -> codec.decodeBody(entry.payload()))
                .toList();
    }

    @Test
    void purgesOnlyWhatIsAcknowledgedAndOld() {
        append("old");
        append("old, not acknowledged");
        acknowledge(1, "epoch");
        clock.advance(Duration.ofDays(8));
        append("new");

        assertThat(outbox.purge(clock.instant().minus(Duration.ofDays(7)), 100)).isEqualTo(1);

        assertThat(outbox.position()).isEqualTo(new OutboxPosition(2, 3, 1));
        assertThat(append("next")).isEqualTo(4);
    }

    /// For a hub that was restored from a backup older than the replay window.
    @Test
    void standsInForWhatExpiredWithATombstoneThatContinuesTheChain() {
        for (var i = 1; i <= 4; i++) {
            append("entry " + i);
        }
        var hashes = entriesAfter(0, ENTRIES, BYTES).stream().map(Entry::hash).toList();
        acknowledge(3, "epoch");
        clock.advance(Duration.ofDays(8));
        assertThat(outbox.purge(clock.instant().minus(Duration.ofDays(7)), 100)).isEqualTo(3);

        var entries = entriesAfter(1, ENTRIES, BYTES);

        assertThat(entries).extracting(Entry::sequence).containsExactly(3L, 4L);
        assertThat(codec.decodeBody(entries.getFirst().payload()))
                .isEqualTo(new EntryBody.Tombstone(2, TombstoneReason.EXPIRED, List.of()));
        assertThat(entries).extracting(Entry::hash).isEqualTo(hashes.subList(2, 4));
    }

    @Test
    void neverPurgesPastAYoungEntryWhateverTheClockSaid() {
        clock.set(Instant.EPOCH);
        append("in 1970");
        clock.set(Instant.parse("2026-11-22T09:00:00Z"));
        append("young");
        clock.set(Instant.EPOCH);
        append("in 1970 again");
        acknowledge(3, "epoch");

        assertThat(outbox.purge(Instant.parse("2026-11-15T09:00:00Z"), 100)).isEqualTo(1);
        assertThat(outbox.position().first()).isEqualTo(2);
    }

    @Test
    @Tag("S8")
    void givesWhatIsGoodBeforeADamagedRowAndNamesIt() {
        append("a");
        append("b");
        append("c");
        damage(2);

        var batch = outbox.after(0, ENTRIES, BYTES);

        assertThat(batch.entries()).extracting(Entry::sequence).containsExactly(1L);
        assertThat(batch.damaged()).hasValue(2);
    }

    @Test
    @Tag("S8")
    void putsATombstoneInPlaceOfWhatCannotBeMendedAndKeepsTheChain() {
        append("a");
        append("b");
        append("c");
        var hashes = entriesAfter(0, ENTRIES, BYTES).stream().map(Entry::hash).toList();
        damage(2);

        assertThat(outbox.mend(2)).isEqualTo(Mended.LOST);

        var entries = entriesAfter(0, ENTRIES, BYTES);
        assertThat(entries).extracting(Entry::hash).isEqualTo(hashes);
        assertThat(codec.decodeBody(entries.get(1).payload()))
                .isEqualTo(new EntryBody.Tombstone(2, TombstoneReason.DAMAGED, List.of()));
        assertThat(append("d")).isEqualTo(4);
        assertThat(count("outbox_buried")).isEqualTo(1);
    }

    @Test
    @Tag("S8")
    void mendsTheLastRowAndMissingRowsToo() {
        append("a");
        append("b");
        append("c");
        run("DELETE FROM outbox WHERE sequence = 2");
        damage(3);

        assertThat(outbox.after(0, ENTRIES, BYTES).damaged()).hasValue(2);
        outbox.mend(2);
        assertThat(outbox.after(2, ENTRIES, BYTES).damaged()).hasValue(3);
        outbox.mend(3);
        append("d");

        var entries = entriesAfter(0, ENTRIES, BYTES);
        assertThat(entries).extracting(Entry::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(entries.get(1).hash()).isEqualTo(HashChain.UNKNOWN);
        assertThat(HashChain.next(entries.get(2).hash(), 4, entries.get(3).payload()))
                .isEqualTo(entries.get(3).hash());
    }

    /// Only the payload's checksum or the hash column is damaged: the chain proves the rest.
    @Test
    @Tag("S8")
    void restoresWhatTheChainProves() {
        append("a");
        append("b");
        append("c");
        var before = entriesAfter(0, ENTRIES, BYTES);

        run("UPDATE outbox SET crc = crc + 1 WHERE sequence = 2");
        assertThat(outbox.mend(2)).isEqualTo(Mended.RESTORED);
        run("UPDATE outbox SET hash = REPEAT('ab', 32) WHERE sequence = 2");
        assertThat(outbox.after(0, ENTRIES, BYTES).damaged()).hasValue(2);
        assertThat(outbox.mend(2)).isEqualTo(Mended.RESTORED);

        assertThat(entriesAfter(0, ENTRIES, BYTES)).isEqualTo(before);
    }

    @Test
    @Tag("S8")
    void makesADamagedEntryAgainFromTheTablesItCameFrom() {
        var source =
                new EntrySource() {
                    @Override
                    public List<EntryBody> candidates(Transaction tx) {
                        return List.of(body("x"), body("b"), body("y"));
                    }

                    @Override
                    public List<EntryBody> remains(Transaction tx, long sequence) {
                        return List.of(body("part of " + sequence));
                    }

                    @Override
                    public void renumbered(
                            Transaction tx, Map<Long, Long> newByOld, long ackedThrough) {}

                    @Override
                    public void restored(Transaction tx, EntryBody body, long sequence) {}
                };
        outbox = Outbox.open(database, codec, clock, new Random(7), source);
        append("a");
        append("b");
        append("c");
        var before = entriesAfter(0, ENTRIES, BYTES);
        damage(2);
        damage(3);

        assertThat(outbox.mend(2)).isEqualTo(Mended.RESTORED);
        assertThat(outbox.mend(3)).isEqualTo(Mended.REMAINS);

        var entries = entriesAfter(0, ENTRIES, BYTES);
        assertThat(entries.subList(0, 2)).isEqualTo(before.subList(0, 2));
        assertThat(codec.decodeBody(entries.get(2).payload()))
                .isEqualTo(
                        new EntryBody.Tombstone(
                                3, TombstoneReason.DAMAGED, List.of(body("part of 3"))));
    }

    @Test
    void erasesWithoutAHoleAndWithoutACopy() {
        append("keep");
        append("secret");
        append("keep too");
        outbox.bury(2, TombstoneReason.REFUSED);
        append("another secret");
        var hashes = entriesAfter(0, ENTRIES, BYTES).stream().map(Entry::hash).toList();

        boolean erased = database.inTransaction(tx -> outbox.erase(tx, 4));
        int aside =
                database.inTransaction(tx ->
                        outbox.eraseAside(
                                tx,
                                it ->
                                        it instanceof EntryBody.Health health
                                                && health.text().equals("secret")));

        assertThat(erased).isTrue();
        assertThat(aside).isEqualTo(1);
        var entries = entriesAfter(0, ENTRIES, BYTES);
        assertThat(entries).extracting(Entry::hash).isEqualTo(hashes);
        assertThat(entries).noneMatch(entry -> entry.payload().contains("secret"));
        assertThat(count("outbox_buried")).isZero();
        assertThat(append("next")).isEqualTo(5);
    }

    private void damage(long sequence) {
        run(
                "UPDATE outbox SET payload = REPLACE(payload, 'test', 'tost') WHERE sequence = "
                        + sequence);
    }

    private void run(String sql) {
        database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private long count(String table) {
        return database.read(tx -> {
            try (var statement = tx.connection().createStatement();
                    var row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}

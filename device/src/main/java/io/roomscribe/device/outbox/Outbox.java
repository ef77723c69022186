package io.roomscribe.device.outbox;

import io.roomscribe.device.outbox.OutboxTables.Life;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.StreamReason;
import io.roomscribe.protocol.message.TombstoneReason;
import io.roomscribe.protocol.sabotage.Sabotage;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The table of messages to send. The sequence and the hash chain live in the database and are
/// advanced in the transaction that appends, so a rolled back append leaves no gap and nothing in
/// memory to undo.
///
/// Nothing ever leaves a hole in the sequence: what cannot be sent any more is a tombstone in its
/// place, with the hash of what it stands for, so that the chain goes on.
///
/// Thread-safe; methods that take a transaction run on `store-writer`.
public final class Outbox {
    private final Database database;
    private final MessageCodec codec;
    private final Clock clock;
    private final RandomGenerator random;
    private final OutboxMending mending;
    private final AtomicReference<At> at;
    private final AtomicReference<Runnable> onAppended = new AtomicReference<>(() -> {});
    private final EntrySource source;

    /// Where it stands, durably.
    private record At(StreamId stream, long last) {}

    private Outbox(
            Database database,
            MessageCodec codec,
            Clock clock,
            RandomGenerator random,
            EntrySource source,
            At at) {
        this.database = database;
        this.codec = codec;
        this.clock = clock;
        this.random = random;
        this.source = source;
        this.mending = new OutboxMending(codec, clock, source);
        this.at = new AtomicReference<>(at);
    }

    /// Opens the outbox of this database without anything to mend damaged entries from.
    public static Outbox open(
            Database database, MessageCodec codec, Clock clock, RandomGenerator random) {
        return open(database, codec, clock, random, EntrySource.NONE);
    }

    /// Opens the outbox of this database; a database without one begins a new stream.
    ///
    /// @param source what damaged entries can be made of again
    public static Outbox open(
            Database database,
            MessageCodec codec,
            Clock clock,
            RandomGenerator random,
            EntrySource source) {
        var at =
                database.inTransaction(tx -> {
                    var life = OutboxTables.life(tx);
                    if (life.isPresent()) {
                        return new At(life.get().stream(), life.get().last());
                    }
                    var stream = StreamId.random(random);
                    OutboxTables.begin(tx, stream, "", clock.instant());
                    return new At(stream, 0);
                });
        return new Outbox(database, codec, clock, random, source, at);
    }

    /// This outbox's life.
    public StreamId stream() {
        return at.get().stream();
    }

    /// Highest sequence that is durable.
    public long lastSequence() {
        return at.get().last();
    }

    private static Life life(Transaction tx) throws SQLException {
        return OutboxTables.life(tx)
                .orElseThrow(() -> new IllegalStateException("an outbox without a stream"));
    }

    /// Appends one entry in the caller's transaction and returns its sequence.
    public long append(Transaction tx, EntryBody body) throws SQLException {
        return append(tx, codec.encodeBody(body));
    }

    private long append(Transaction tx, String payload) throws SQLException {
        var life = life(tx);
        var sequence = life.last() + (Sabotage.REUSE_SEQUENCE.isOn() ? 0 : 1);
        var entry = Entry.of(sequence, payload, life.lastHash());
        OutboxTables.insert(tx, OutboxRow.of(entry, clock.instant()));
        OutboxTables.advance(tx, entry.sequence(), entry.hash());
        tx.afterCommit(() -> {
            at.set(new At(life.stream(), entry.sequence()));
            onAppended.get().run();
        });
        return entry.sequence();
    }

    /// Takes the words out of an entry, sent or not: a tombstone with its hash stands in its place,
    /// so that the sequence has no gap and what follows is still proven. Nothing of it is kept.
    ///
    /// @return false when the entry is gone already
    public boolean erase(Transaction tx, long sequence) throws SQLException {
        return mending.erase(tx, life(tx), sequence);
    }

    public OutboxPosition position() {
        return database.read(Outbox::position);
    }

    private static OutboxPosition position(Transaction tx) throws SQLException {
        var life = life(tx);
        return new OutboxPosition(
                OutboxTables.firstSequence(tx, life.last() + 1), life.last(), life.ackedThrough());
    }

    /// The entries after `sequence`, in order, as many as fit. The first is given however large it
    /// is: alone it may exceed `bytesMax`. What expired is one tombstone; what is damaged ends the
    /// batch.
    Batch after(long sequence, int entriesMax, int bytesMax) {
        return database.read(tx -> {
            var life = life(tx);
            var entries = new ArrayList<Entry>();
            var next = sequence + 1;
            if (next <= life.purgedThrough()) {
                entries.add(expired(next, life));
                next = life.purgedThrough() + 1;
            }
            return fill(tx, life, next, entries, entriesMax, bytesMax);
        });
    }

    private Entry expired(long from, Life life) {
        var tombstone = new EntryBody.Tombstone(from, TombstoneReason.EXPIRED, List.of());
        return new Entry(life.purgedThrough(), codec.encodeBody(tombstone), life.purgedHash());
    }

    private static Batch fill(
            Transaction tx, Life life, long from, List<Entry> entries, int entriesMax, int bytesMax)
            throws SQLException {
        var previousHash = previousHash(tx, life, from);
        var expected = from;
        var bytes = 0L;
        for (var row : OutboxTables.from(tx, from, entriesMax - entries.size())) {
            if (row.sequence() != expected || !row.isIntact(previousHash)) {
                return new Batch(entries, OptionalLong.of(expected));
            }
            bytes += sizeOnWire(row.payload());
            if (bytes > bytesMax && !entries.isEmpty()) {
                return new Batch(entries, OptionalLong.empty());
            }
            entries.add(row.entry());
            previousHash = Tombstones.chainedTo(row.hash());
            expected++;
        }
        var isMissing = entries.size() < entriesMax && expected <= life.last();
        return new Batch(entries, isMissing ? OptionalLong.of(expected) : OptionalLong.empty());
    }

    /// Hash of the entry before `sequence`; empty when it is not known.
    static String previousHash(Transaction tx, Life life, long sequence) throws SQLException {
        if (sequence == 1) {
            return HashChain.genesis(life.stream());
        }
        if (sequence == life.purgedThrough() + 1) {
            return Tombstones.chainedTo(life.purgedHash());
        }
        return OutboxTables.row(tx, sequence - 1)
                .map(row -> Tombstones.chainedTo(row.hash()))
                .orElse("");
    }

    /// The payload travels as a JSON string, so its quotes are escaped once more.
    private static int sizeOnWire(String payload) {
        var size = 120;
        for (var i = 0; i < payload.length(); i++) {
            var c = payload.charAt(i);
            size += c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
        }
        return size;
    }

    /// Makes a damaged or missing entry good again, or puts a tombstone in its place.
    Mended mend(long sequence) {
        return database.inTransaction(tx -> mending.mend(tx, life(tx), sequence));
    }

    /// Puts a tombstone in the place of an entry; what it said stays on the box, aside.
    void bury(long sequence, TombstoneReason why) {
        database.inTransaction(tx -> mending.bury(tx, life(tx), sequence, why));
    }

    /// Erases what `isMeant` where it lies aside: in closed streams, and where a tombstone took its
    /// place. What cannot be read there goes too, since nobody can tell what it says.
    ///
    /// @return how many were erased
    public int eraseAside(Transaction tx, Predicate<EntryBody> isMeant) throws SQLException {
        return mending.eraseAside(tx, isMeant);
    }

    /// Notes the hub's acknowledgement. A hub of another epoch lost or restored its store, so its
    /// word counts even when it has less than before; of the same epoch only progress counts,
    /// unless `isCertain`. A hub that has what this box never made, or something else, moves
    /// nothing.
    ///
    /// @param throughHash hash of entry `through` at the hub, empty when it does not say
    Acknowledgement acknowledge(
            long through, Optional<String> throughHash, String hubEpoch, boolean isCertain) {
        return database.inTransaction(tx -> {
            var life = life(tx);
            var standing = standing(tx, life, through, throughHash);
            var counts =
                    through > life.ackedThrough() || isCertain || !hubEpoch.equals(life.hubEpoch());
            if (standing == Standing.SAME && counts) {
                tx.update(
                        "UPDATE outbox_stream SET acked_through = ?, hub_epoch = ?",
                        through,
                        hubEpoch);
            }
            var isOther = !life.hubEpoch().isEmpty() && !life.hubEpoch().equals(hubEpoch);
            return new Acknowledgement(position(tx), standing, isOther);
        });
    }

    private static Standing standing(
            Transaction tx, Life life, long through, Optional<String> throughHash)
            throws SQLException {
        if (through > life.last()) {
            return Standing.AHEAD;
        }
        if (throughHash.isEmpty()) {
            return Standing.SAME;
        }
        var ours = through == 0 ? "" : previousHash(tx, life, through + 1);
        return ours.isEmpty() || ours.equals(throughHash.get()) ? Standing.SAME : Standing.FORKED;
    }

    /// Closes this stream and opens another: what the hub has not acknowledged comes again in it,
    /// and an entry says so.
    public void openNewStream(StreamReason why) {
        database.inTransaction(tx -> {
            var previous = life(tx);
            var change = new StreamChange(codec, source);
            var kept = change.close(tx, previous);
            OutboxTables.begin(tx, StreamId.random(random), previous.hubEpoch(), clock.instant());
            append(
                    tx,
                    new EntryBody.StreamOpened(
                            previous.stream(), why, previous.last(), kept.lost()));
            change.carryOver(tx, kept, payload -> append(tx, payload));
            return kept.payloads().size();
        });
    }

    /// Sends again what the hub once acknowledged of closed streams: it lost its store, and they
    /// have no watermark any more that could tell how much of them.
    ///
    /// @return how many
    int replayClosedStreams() {
        return database.inTransaction(tx -> {
            var payloads = StreamChange.takeClosed(tx);
            for (var payload : payloads) {
                append(tx, payload);
            }
            return payloads.size();
        });
    }

    /// Removes from the front what the hub has and what is older than `before`. Call it only while
    /// the clock is known to be good.
    ///
    /// @return how many entries went
    public int purge(Instant before, int rowsMax) {
        return database.inTransaction(tx -> {
            var life = life(tx);
            tx.update("DELETE FROM outbox_closed WHERE created_at < ?", before);
            var gone =
                    OutboxTables.from(tx, life.purgedThrough() + 1, rowsMax).stream()
                            .takeWhile(row ->
                                    row.sequence() <= life.ackedThrough()
                                            && row.createdAt().isBefore(before))
                            .toList();
            if (!gone.isEmpty()) {
                var last = gone.getLast();
                tx.update(
                        "UPDATE outbox_stream SET purged_through = ?, purged_hash = ?",
                        last.sequence(),
                        last.hash());
                tx.update("DELETE FROM outbox WHERE sequence <= ?", last.sequence());
            }
            return gone.size();
        });
    }

    /// Who is told after entries became durable; on `store-writer`, so only enqueue.
    void onAppended(Runnable listener) {
        onAppended.set(listener);
    }
}

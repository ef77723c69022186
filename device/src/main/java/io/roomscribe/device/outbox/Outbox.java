package io.roomscribe.device.outbox;

import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.TombstoneReason;
import io.roomscribe.protocol.sabotage.Sabotage;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/// The table of messages to send. The sequence and the hash chain live in the database and are
/// advanced in the transaction that appends, so a rolled back append leaves no gap and nothing in
/// memory to undo.
///
/// Thread-safe; [#append] runs on `store-writer`, in somebody's transaction.
public final class Outbox {
    private final Database database;
    private final MessageCodec codec;
    private final Clock clock;
    private final StreamId stream;
    private final AtomicLong last;
    private final AtomicReference<Runnable> onAppended = new AtomicReference<>(() -> {});

    private Outbox(Database database, MessageCodec codec, Clock clock, StreamId stream, long last) {
        this.database = database;
        this.codec = codec;
        this.clock = clock;
        this.stream = stream;
        this.last = new AtomicLong(last);
    }

    /// Opens the outbox of this database; a database without one begins a new stream.
    public static Outbox open(
            Database database, MessageCodec codec, Clock clock, RandomGenerator random) {
        return database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement();
                    var row =
                            statement.executeQuery(
                                    "SELECT stream, last_sequence FROM outbox_stream")) {
                if (row.next()) {
                    return new Outbox(
                            database, codec, clock, new StreamId(row.getLong(1)), row.getLong(2));
                }
            }
            var stream = StreamId.random(random);
            insertStream(tx, stream, clock.instant());
            return new Outbox(database, codec, clock, stream, 0);
        });
    }

    private static void insertStream(Transaction tx, StreamId stream, Instant now)
            throws SQLException {
        try (var insert =
                tx.connection()
                        .prepareStatement(
                                """
                                INSERT INTO outbox_stream (only_row, stream, last_sequence,
                                    last_hash, acked_through, hub_epoch, created_at)
                                VALUES (1, ?, 0, ?, 0, '', ?)
                                """)) {
            insert.setLong(1, stream.bits());
            insert.setString(2, HashChain.genesis(stream));
            insert.setObject(3, now);
            insert.executeUpdate();
        }
    }

    /// This outbox's life.
    public StreamId stream() {
        return stream;
    }

    /// Highest sequence that is durable.
    public long lastSequence() {
        return last.get();
    }

    /// Appends one entry in the caller's transaction and returns its sequence.
    public long append(Transaction tx, EntryBody body) throws SQLException {
        var payload = codec.encodeBody(body);
        long sequence;
        String previousHash;
        try (var statement = tx.connection().createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT last_sequence, last_hash FROM outbox_stream")) {
            row.next();
            sequence = row.getLong(1) + (Sabotage.REUSE_SEQUENCE.isOn() ? 0 : 1);
            previousHash = row.getString(2);
        }
        var entry = Entry.of(sequence, payload, previousHash);
        insert(tx, entry);
        try (var update =
                tx.connection()
                        .prepareStatement(
                                "UPDATE outbox_stream SET last_sequence = ?, last_hash = ?")) {
            update.setLong(1, sequence);
            update.setString(2, entry.hash());
            update.executeUpdate();
        }
        tx.afterCommit(() -> {
            last.set(sequence);
            onAppended.get().run();
        });
        return sequence;
    }

    private void insert(Transaction tx, Entry entry) throws SQLException {
        try (var insert =
                tx.connection()
                        .prepareStatement(
                                """
                                INSERT INTO outbox (sequence, payload, hash, crc, created_at)
                                VALUES (?, ?, ?, ?, ?)
                                """)) {
            insert.setLong(1, entry.sequence());
            insert.setString(2, entry.payload());
            insert.setString(3, entry.hash());
            insert.setInt(4, crc(entry.payload()));
            insert.setObject(5, clock.instant());
            insert.executeUpdate();
        }
    }

    /// Takes the words out of an entry, sent or not: a tombstone with its hash stands in its place,
    /// so that the sequence has no gap and what follows is still proven.
    ///
    /// @return false when the entry is gone already
    public boolean erase(Transaction tx, long sequence) throws SQLException {
        var payload =
                codec.encodeBody(
                        new EntryBody.Tombstone(sequence, TombstoneReason.ERASED, List.of()));
        try (var update =
                tx.connection()
                        .prepareStatement(
                                "UPDATE outbox SET payload = ?, crc = ? WHERE sequence = ?")) {
            update.setString(1, payload);
            update.setInt(2, crc(payload));
            update.setLong(3, sequence);
            return update.executeUpdate() > 0;
        }
    }

    private static int crc(String payload) {
        var crc = new CRC32C();
        crc.update(payload.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    public OutboxPosition position() {
        return database.read(tx -> {
            try (var statement = tx.connection().createStatement();
                    var row =
                            statement.executeQuery(
                                    """
                                    SELECT (SELECT MIN(sequence) FROM outbox),
                                        last_sequence, acked_through
                                    FROM outbox_stream
                                    """)) {
                row.next();
                var first = row.getLong(1);
                var none = row.wasNull();
                var lastSequence = row.getLong(2);
                return new OutboxPosition(
                        none ? lastSequence + 1 : first, lastSequence, row.getLong(3));
            }
        });
    }

    /// The entries after `sequence`, in order, as many as fit. The first is given however large it
    /// is: alone it may exceed `bytesMax`.
    ///
    /// @throws OutboxException when a row's bytes are not what was written
    List<Entry> after(long sequence, int entriesMax, int bytesMax) {
        return database.read(tx -> {
            try (var select =
                    tx.connection()
                            .prepareStatement(
                                    """
                                    SELECT sequence, payload, hash, crc FROM outbox
                                    WHERE sequence > ? ORDER BY sequence LIMIT ?
                                    """)) {
                select.setLong(1, sequence);
                select.setInt(2, entriesMax);
                var entries = new ArrayList<Entry>();
                var bytes = 0L;
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        var entry =
                                new Entry(rows.getLong(1), rows.getString(2), rows.getString(3));
                        if (crc(entry.payload()) != rows.getInt(4)) {
                            throw new OutboxException(entry.sequence());
                        }
                        bytes += sizeOnWire(entry);
                        if (bytes > bytesMax && !entries.isEmpty()) {
                            break;
                        }
                        entries.add(entry);
                    }
                }
                return entries;
            }
        });
    }

    /// The payload travels as a JSON string, so its quotes are escaped once more.
    private static int sizeOnWire(Entry entry) {
        var payload = entry.payload();
        var size = 120;
        for (var i = 0; i < payload.length(); i++) {
            var c = payload.charAt(i);
            size += c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
        }
        return size;
    }

    /// Notes the hub's acknowledgement. A hub of another epoch lost or restored its store, so its
    /// word counts even when it has less than before; of the same epoch only progress counts.
    ///
    /// @return where the outbox stands now
    OutboxPosition acknowledge(long through, String hubEpoch) {
        database.inTransaction(tx -> {
            try (var update =
                    tx.connection()
                            .prepareStatement(
                                    """
                                    UPDATE outbox_stream
                                    SET acked_through = LEAST(?, last_sequence),
                                        hub_epoch = ?
                                    WHERE hub_epoch <> ? OR acked_through < ?
                                    """)) {
                update.setLong(1, through);
                update.setString(2, hubEpoch);
                update.setString(3, hubEpoch);
                update.setLong(4, through);
                return update.executeUpdate();
            }
        });
        return position();
    }

    /// Removes what the hub has and what is older than `before`. Call it only while the clock is
    /// known to be good.
    ///
    /// @return how many entries went
    public int purge(Instant before, int rowsMax) {
        return database.inTransaction(tx -> {
            try (var delete =
                    tx.connection()
                            .prepareStatement(
                                    """
                                    DELETE FROM outbox WHERE sequence IN (
                                        SELECT sequence FROM outbox
                                        WHERE created_at < ? AND sequence <=
                                            (SELECT acked_through FROM outbox_stream)
                                        ORDER BY sequence LIMIT ?)
                                    """)) {
                delete.setObject(1, before);
                delete.setInt(2, rowsMax);
                return delete.executeUpdate();
            }
        });
    }

    /// Who is told after entries became durable; on `store-writer`, so only enqueue.
    void onAppended(Runnable listener) {
        onAppended.set(listener);
    }
}

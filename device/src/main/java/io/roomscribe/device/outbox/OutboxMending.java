package io.roomscribe.device.outbox;

import io.roomscribe.device.outbox.OutboxTables.Life;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.HashChain;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.ProtocolException;
import io.roomscribe.protocol.message.TombstoneReason;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Puts something in the place of an entry that is damaged, refused or to be forgotten, so that the
/// sequence stays whole. What is taken out is kept aside as evidence, but for what was erased.
///
/// The hash chain proves a repair: if what the other tables know gives the entry's own hash, it is
/// the entry, byte for byte, and no tombstone is needed.
///
/// Runs on `store-writer`.
final class OutboxMending {
    private final MessageCodec codec;
    private final Clock clock;
    private final EntrySource source;

    OutboxMending(MessageCodec codec, Clock clock, EntrySource source) {
        this.codec = codec;
        this.clock = clock;
        this.source = source;
    }

    Mended mend(Transaction tx, Life life, long sequence) throws SQLException {
        var found = OutboxTables.row(tx, sequence);
        var previousHash = Outbox.previousHash(tx, life, sequence);
        if (found.isPresent()) {
            OutboxTables.bury(
                    tx, life.stream(), found.get(), TombstoneReason.DAMAGED, clock.instant());
        }
        var hash = trueHash(tx, life, sequence, found, previousHash);
        var payload = truePayload(tx, sequence, found, previousHash, hash);
        if (payload.isPresent()) {
            put(tx, life, Entry.of(sequence, payload.get(), previousHash));
            return Mended.RESTORED;
        }
        var remains = source.remains(tx, sequence);
        var tombstone = tombstone(sequence, TombstoneReason.DAMAGED, remains);
        put(tx, life, new Entry(sequence, tombstone, hash));
        return remains.isEmpty() ? Mended.LOST : Mended.REMAINS;
    }

    /// The hash the entry had, as the entries around it prove it; [HashChain#UNKNOWN] otherwise.
    private static String trueHash(
            Transaction tx,
            Life life,
            long sequence,
            Optional<OutboxRow> found,
            String previousHash)
            throws SQLException {
        if (sequence == life.last()) {
            return life.lastHash();
        }
        if (found.isEmpty()) {
            return HashChain.UNKNOWN;
        }
        var row = found.get();
        if (!previousHash.isEmpty() && row.isPayloadIntact()) {
            return HashChain.next(previousHash, sequence, row.payload());
        }
        var next = OutboxTables.row(tx, sequence + 1);
        var isProven = isHash(row.hash()) && next.isPresent() && next.get().isIntact(row.hash());
        return isProven ? row.hash() : HashChain.UNKNOWN;
    }

    private static boolean isHash(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    /// The payload that the hash chain proves, whichever of both hashes does: the one that the
    /// entries around it give, or the one that lies beside it.
    private Optional<String> truePayload(
            Transaction tx,
            long sequence,
            Optional<OutboxRow> found,
            String previousHash,
            String hash)
            throws SQLException {
        if (previousHash.isEmpty()) {
            return Optional.empty();
        }
        var beside = found.map(OutboxRow::hash).orElse(hash);
        return Stream.concat(
                        found.map(OutboxRow::payload).stream(),
                        source.candidates(tx).stream().map(codec::encodeBody))
                .filter(payload -> {
                    var made = HashChain.next(previousHash, sequence, payload);
                    return made.equals(hash) || made.equals(beside);
                })
                .findFirst();
    }

    private void put(Transaction tx, Life life, Entry entry) throws SQLException {
        OutboxTables.replace(tx, OutboxRow.of(entry, clock.instant()));
        if (entry.sequence() == life.last()) {
            OutboxTables.advance(tx, entry.sequence(), entry.hash());
        }
    }

    private String tombstone(long sequence, TombstoneReason why, List<EntryBody> instead) {
        return codec.encodeBody(new EntryBody.Tombstone(sequence, why, instead));
    }

    boolean bury(Transaction tx, Life life, long sequence, TombstoneReason why)
            throws SQLException {
        var row = OutboxTables.row(tx, sequence);
        if (row.isEmpty() || Tombstones.isTombstone(row.get().payload())) {
            return false;
        }
        OutboxTables.bury(tx, life.stream(), row.get(), why, clock.instant());
        put(tx, life, new Entry(sequence, tombstone(sequence, why, List.of()), row.get().hash()));
        return true;
    }

    boolean erase(Transaction tx, Life life, long sequence) throws SQLException {
        var row = OutboxTables.row(tx, sequence);
        if (row.isEmpty()) {
            return false;
        }
        var tombstone = tombstone(sequence, TombstoneReason.ERASED, List.of());
        put(tx, life, new Entry(sequence, tombstone, row.get().hash()));
        return true;
    }

    int eraseAside(Transaction tx, Predicate<EntryBody> isMeant) throws SQLException {
        var erased = 0;
        for (var table : List.of("outbox_closed", "outbox_buried")) {
            erased += eraseAside(tx, table, isMeant);
        }
        return erased;
    }

    private int eraseAside(Transaction tx, String table, Predicate<EntryBody> isMeant)
            throws SQLException {
        var erased = 0;
        try (var statement = tx.connection().createStatement();
                var rows = statement.executeQuery("SELECT number, payload FROM " + table)) {
            while (rows.next()) {
                if (maySay(rows.getString(2), isMeant)) {
                    tx.update("DELETE FROM " + table + " WHERE number = ?", rows.getLong(1));
                    erased++;
                }
            }
        }
        return erased;
    }

    /// True also for what cannot be read.
    private boolean maySay(String payload, Predicate<EntryBody> isMeant) {
        try {
            var body = codec.decodeBody(payload);
            return isMeant.test(body)
                    || (body instanceof EntryBody.Tombstone tombstone
                            && tombstone.instead().stream().anyMatch(isMeant));
        } catch (ProtocolException e) {
            return true;
        }
    }
}

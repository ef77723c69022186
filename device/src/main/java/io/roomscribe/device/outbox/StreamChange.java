package io.roomscribe.device.outbox;

import io.roomscribe.device.outbox.OutboxTables.Life;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.message.Message.Range;
import io.roomscribe.protocol.message.MessageCodec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One stream ends and another begins. What the hub acknowledged, and proved with its hash, is put
/// aside for the replay window; everything else comes again in the new stream: the hub recognises
/// what it has by what it says.
///
/// Runs on `store-writer`.
final class StreamChange {
    private final MessageCodec codec;
    private final EntrySource source;

    StreamChange(MessageCodec codec, EntrySource source) {
        this.codec = codec;
        this.source = source;
    }

    /// What has to come again, by old sequence, and what cannot.
    record Kept(SortedMap<Long, String> payloads, List<Range> lost, long ackedThrough) {}

    @FunctionalInterface
    interface Appending {
        long append(String payload) throws SQLException;
    }

    Kept close(Transaction tx, Life life) throws SQLException {
        tx.update(
                """
                INSERT INTO outbox_closed (payload, created_at)
                SELECT payload, created_at FROM outbox WHERE sequence <= ? ORDER BY sequence
                """,
                life.ackedThrough());
        var payloads = new TreeMap<Long, String>();
        for (var row : OutboxTables.from(tx, life.ackedThrough() + 1, Integer.MAX_VALUE)) {
            if (row.isPayloadIntact()) {
                payloads.put(row.sequence(), row.payload());
            }
        }
        tx.update("DELETE FROM outbox");
        return new Kept(payloads, lost(life, payloads), life.ackedThrough());
    }

    private static List<Range> lost(Life life, SortedMap<Long, String> payloads) {
        var lost = new ArrayList<Range>();
        var expected = life.ackedThrough() + 1;
        for (var sequence : payloads.keySet()) {
            if (sequence > expected) {
                lost.add(new Range(expected, sequence - 1));
            }
            expected = sequence + 1;
        }
        if (expected <= life.last()) {
            lost.add(new Range(expected, life.last()));
        }
        return lost;
    }

    void carryOver(Transaction tx, Kept kept, Appending appending) throws SQLException {
        var newByOld = new HashMap<Long, Long>();
        for (var old : kept.payloads().entrySet()) {
            for (var payload : again(old.getValue())) {
                newByOld.put(old.getKey(), appending.append(payload));
            }
        }
        source.renumbered(tx, newByOld, kept.ackedThrough());
    }

    /// A tombstone is of its stream alone; what stood in it is not.
    private List<String> again(String payload) {
        return Tombstones.isTombstone(payload)
                ? Tombstones.parse(codec, payload).instead().stream()
                        .map(codec::encodeBody)
                        .toList()
                : List.of(payload);
    }

    /// Payloads of closed streams that the hub had acknowledged, oldest first; they are not closed
    /// any more.
    static List<String> takeClosed(Transaction tx) throws SQLException {
        var payloads =
                tx.query(
                        "SELECT payload FROM outbox_closed ORDER BY number",
                        row -> row.getString(1));
        tx.update("DELETE FROM outbox_closed");
        return payloads.stream().filter(payload -> !Tombstones.isTombstone(payload)).toList();
    }
}

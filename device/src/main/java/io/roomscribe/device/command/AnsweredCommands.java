package io.roomscribe.device.command;

import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.Message.Reply;
import io.roomscribe.protocol.message.MessageCodec;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// The last thousand commands and how they were answered. By count and not by age, since the clock
/// may be wrong.
///
/// Thread-safe.
public final class AnsweredCommands {
    private static final int KEPT_MAX = 1000;

    private final Database database;
    private final DeviceId device;
    private final MessageCodec codec;
    private final int keptMax;

    public AnsweredCommands(Database database, DeviceId device, MessageCodec codec) {
        this(database, device, codec, KEPT_MAX);
    }

    AnsweredCommands(Database database, DeviceId device, MessageCodec codec, int keptMax) {
        this.database = database;
        this.device = device;
        this.codec = codec;
        this.keptMax = keptMax;
    }

    /// What belongs to a command, in the transaction that keeps its answer.
    @FunctionalInterface
    interface Effect {
        void apply(Transaction tx) throws SQLException;
    }

    Optional<Reply> find(UUID command) {
        return database.read(tx ->
                tx
                        .query(
                                "SELECT reply FROM command WHERE id = ?",
                                row -> decode(row.getBytes(1)),
                                command.toString())
                        .stream()
                        .findFirst());
    }

    /// Keeps a final answer and returns it once it is durable.
    Reply keep(Reply reply) {
        return keep(reply, tx -> {});
    }

    Reply keep(Reply reply, Effect effect) {
        return database.inTransaction(tx -> {
            tx.update(
                    "MERGE INTO command (id, reply) KEY (id) VALUES (?, ?)",
                    reply.command().toString(),
                    encode(reply));
            tx.update(
                    "DELETE FROM command WHERE number <= (SELECT MAX(number) FROM command) - ?",
                    keptMax);
            effect.apply(tx);
            return reply;
        });
    }

    private byte[] encode(Reply reply) {
        return codec.encode(Envelope.of(device, Message.NO_STREAM, 0, reply.at(), reply));
    }

    private Reply decode(byte[] bytes) {
        if (codec.decode(bytes).body() instanceof Reply reply) {
            return reply;
        }
        throw new IllegalStateException("the table of commands holds something else than replies");
    }
}

package io.roomscribe.device.outbox;

import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/// A child process of the tests that appends entries for ever and prints each once it is durable.
public final class OutboxWriter {
    private OutboxWriter() {}

    public static void main(String[] arguments) {
        var database = Database.open(Path.of(arguments[0]), Clock.systemUTC(), e -> {});
        var outbox = Outbox.open(database, new MessageCodec(), Clock.systemUTC(), new Random());
        while (true) {
            var body =
                    new EntryBody.Health(
                            "test", Severity.INFO, true, Instant.EPOCH, "x".repeat(300));
            long sequence = database.inTransaction(tx -> outbox.append(tx, body));
            System.out.println("durable " + outbox.stream() + " " + sequence);
            System.out.flush();
        }
    }
}

package io.roomscribe.device.store;

import java.nio.file.Path;
import java.time.Clock;

/// A child process of the tests that commits numbers for ever and prints each once it is durable.
public final class CountingWriter {
    private CountingWriter() {}

    public static void main(String[] arguments) {
        var database = Database.open(Path.of(arguments[0]), Clock.systemUTC(), e -> {});
        database.inTransaction(tx -> {
            try (var statement = tx.connection().createStatement()) {
                return statement.execute(
                        "CREATE TABLE IF NOT EXISTS counted (number BIGINT PRIMARY KEY)");
            }
        });
        while (true) {
            var number =
                    database.inTransaction(tx -> {
                        try (var statement = tx.connection().createStatement()) {
                            statement.executeUpdate(
                                    """
                                    INSERT INTO counted
                                    SELECT COALESCE(MAX(number), 0) + 1 FROM counted
                                    """);
                            try (var row =
                                    statement.executeQuery("SELECT MAX(number) FROM counted")) {
                                row.next();
                                return row.getLong(1);
                            }
                        }
                    });
            System.out.println("durable " + number);
            System.out.flush();
        }
    }
}

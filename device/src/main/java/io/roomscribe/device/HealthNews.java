package io.roomscribe.device;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.outbox.Outbox;
import io.roomscribe.device.store.Database;
import io.roomscribe.device.store.Transaction;
import io.roomscribe.protocol.health.ActiveCondition;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.health.HealthCondition;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells the hub which health conditions came up and went away, also those that went away by the
/// process's restart.
///
/// Runs on one thread.
final class HealthNews implements Task {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Database database;
    private final Outbox outbox;
    private final HealthBoard health;
    private final Clock clock;

    HealthNews(Database database, Outbox outbox, HealthBoard health, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        var told = database.read(HealthNews::told);
        while (!stop.await(INTERVAL)) {
            var active =
                    health.active().stream()
                            .collect(
                                    Collectors.toMap(
                                            it -> it.condition().code(), Function.identity()));
            if (!active.keySet().equals(told)) {
                var before = told;
                told =
                        database.inTransaction(tx -> {
                            tell(tx, before, active);
                            return Set.copyOf(active.keySet());
                        });
            }
        }
    }

    private static Set<String> told(Transaction tx) throws SQLException {
        var codes = new HashSet<String>();
        try (var statement = tx.connection().createStatement();
                var rows = statement.executeQuery("SELECT code FROM told_condition")) {
            while (rows.next()) {
                codes.add(rows.getString(1));
            }
        }
        return codes;
    }

    private void tell(Transaction tx, Set<String> before, Map<String, ActiveCondition> now)
            throws SQLException {
        for (var one : now.values()) {
            if (!before.contains(one.condition().code())) {
                append(tx, one.condition(), true, one.evidence());
                update(tx, "INSERT INTO told_condition (code) VALUES (?)", one.condition().code());
            }
        }
        for (var code : before) {
            if (!now.containsKey(code)) {
                var condition = DeviceCondition.ofCode(code);
                if (condition.isPresent()) {
                    append(tx, condition.get(), false, condition.get().title());
                }
                update(tx, "DELETE FROM told_condition WHERE code = ?", code);
            }
        }
    }

    private void append(Transaction tx, HealthCondition condition, boolean active, String text)
            throws SQLException {
        outbox.append(
                tx,
                new EntryBody.Health(
                        condition.code(), condition.severity(), active, clock.instant(), text));
    }

    private static void update(Transaction tx, String sql, String code) throws SQLException {
        try (var statement = tx.connection().prepareStatement(sql)) {
            statement.setString(1, code);
            statement.executeUpdate();
        }
    }
}

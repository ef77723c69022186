package io.roomscribe.hub;

import io.roomscribe.hub.dashboard.ReadyCheck;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.store.StoreException;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.message.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What has to be well for the hub to be ready.
///
/// Thread-safe.
final class Readiness {
    private final HubDatabase database;
    private final HealthBoard board;

    Readiness(HubDatabase database, HealthBoard board) {
        this.database = database;
        this.board = board;
    }

    List<ReadyCheck> checks() {
        return List.of(
                new ReadyCheck("database", this::answers),
                new ReadyCheck("conditions", this::conditions));
    }

    private ReadyCheck.Answer answers() {
        try {
            database.read(handle -> handle.execute("select 1"));
            return ReadyCheck.Answer.up();
        } catch (StoreException e) {
            return ReadyCheck.Answer.down(e.code().name());
        }
    }

    private ReadyCheck.Answer conditions() {
        var active = board.active();
        var details =
                active.stream()
                        .collect(
                                Collectors.toMap(
                                        one -> one.condition().code(),
                                        one -> one.condition().title()));
        var isUp = active.stream().noneMatch(one -> one.condition().severity() == Severity.ERROR);
        return new ReadyCheck.Answer(isUp, Map.copyOf(details));
    }
}

package io.roomscribe.hub.template;

import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables of what was chosen, and of who chose it when.
///
/// Thread-safe.
final class SettingsStore {
    /// Of every room.
    private static final String HUB = "";

    private static final String SEPARATOR = "\n";

    private final HubDatabase database;

    SettingsStore(HubDatabase database) {
        this.database = database;
    }

    /// @param room empty: the hub's
    MinutesChoice choice(Optional<RoomId> room) {
        return database.read(handle -> choice(handle, scope(room)));
    }

    private static MinutesChoice choice(Handle handle, String scope) {
        return handle.createQuery("select * from minutes_setting where scope = :scope")
                .bind("scope", scope)
                .map((row, context) ->
                        new MinutesChoice(
                                split(row.getString("models")),
                                row.getString("language"),
                                row.getString("template"),
                                row.getString("redaction")))
                .findOne()
                .orElse(MinutesChoice.NONE);
    }

    /// @return how many fields are other than before
    int set(Optional<RoomId> room, MinutesChoice choice, Instant now, String by) {
        var scope = scope(room);
        int changed =
                database.inTransaction(handle -> {
                    var before = choice(handle, scope);
                    handle.execute("delete from minutes_setting where scope = ?", scope);
                    handle.createUpdate(
                                    """
                                    insert into minutes_setting
                                        (scope, models, language, template, redaction)
                                    values (:scope, :models, :language, :template, :redaction)
                                    """)
                            .bind("scope", scope)
                            .bind("models", String.join(SEPARATOR, choice.models()))
                            .bind("language", choice.language())
                            .bind("template", choice.template())
                            .bind("redaction", choice.redaction())
                            .execute();
                    var changes = changes(before, choice, now, by);
                    changes.forEach(one -> tell(handle, scope, one));
                    return changes.size();
                });
        database.barrier();
        return changed;
    }

    private static List<SettingChange> changes(
            MinutesChoice before, MinutesChoice after, Instant now, String by) {
        return List.of(
                        new SettingChange(now, by, "models", shown(before), shown(after)),
                        new SettingChange(now, by, "language", before.language(), after.language()),
                        new SettingChange(now, by, "template", before.template(), after.template()),
                        new SettingChange(
                                now, by, "redaction", before.redaction(), after.redaction()))
                .stream()
                .filter(one -> !one.before().equals(one.after()))
                .toList();
    }

    private static String shown(MinutesChoice choice) {
        return String.join(", ", choice.models());
    }

    private static void tell(Handle handle, String scope, SettingChange change) {
        handle.createUpdate(
                        """
                        insert into minutes_setting_change
                            (scope, at, changed_by, field, before_value, after_value)
                        values (:scope, :at, :by, :field, :before, :after)
                        """)
                .bind("scope", scope)
                .bind("at", change.at())
                .bind("by", change.by())
                .bind("field", change.field())
                .bind("before", change.before())
                .bind("after", change.after())
                .execute();
    }

    /// Newest first.
    List<SettingChange> changes(Optional<RoomId> room, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from minutes_setting_change where scope = :scope
                                order by id desc fetch first :limit rows only
                                """)
                        .bind("scope", scope(room))
                        .bind("limit", limit)
                        .map((row, context) ->
                                new SettingChange(
                                        HubDatabase.instant(row, "at"),
                                        row.getString("changed_by"),
                                        row.getString("field"),
                                        row.getString("before_value"),
                                        row.getString("after_value")))
                        .list());
    }

    boolean hasRoom(RoomId room) {
        return database.read(handle -> FleetStore.hasRoom(handle, room));
    }

    private static String scope(Optional<RoomId> room) {
        return room.map(RoomId::value).orElse(HUB);
    }

    private static List<String> split(String models) {
        return models.isEmpty() ? List.of() : Arrays.asList(models.split(SEPARATOR, -1));
    }
}

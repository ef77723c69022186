package io.roomscribe.hub.release;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.UpdateStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Roll-outs, and what boxes said of their updates.
///
/// Thread-safe.
public final class RolloutStore {
    private static final int TEXT_MAX = 1000;
    private static final int UPDATES_KEPT = 200;

    private final HubDatabase database;

    public RolloutStore(HubDatabase database) {
        this.database = database;
    }

    /// Newest first.
    public List<Rollout> rollouts(int limit) {
        return database.read(handle ->
                handle.createQuery("select * from rollout order by number desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> rollout(handle, row))
                        .list());
    }

    public Optional<Rollout> rollout(String id) {
        return database.read(handle ->
                handle.createQuery("select * from rollout where id = :id")
                        .bind("id", id)
                        .map((row, context) -> rollout(handle, row))
                        .findOne());
    }

    List<Rollout> running() {
        return database.read(handle ->
                handle.createQuery("select * from rollout where state = 'running' order by number")
                        .map((row, context) -> rollout(handle, row))
                        .list());
    }

    /// What a box said of its updates, newest first.
    public List<DeviceUpdate> updates(DeviceId device, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from device_update where device_id = :device
                                order by number desc limit :limit
                                """)
                        .bind("device", device.value())
                        .bind("limit", limit)
                        .map((row, context) -> update(row))
                        .list());
    }

    void add(Rollout rollout) {
        database.inTransaction(handle -> {
            handle.createUpdate(
                            """
                            insert into rollout (id, version, at_once, failures_max, state, reason,
                                created_at)
                            values (:id, :version, :atOnce, :failuresMax, :state, '', :at)
                            """)
                    .bind("id", rollout.id())
                    .bind("version", rollout.version())
                    .bind("atOnce", rollout.atOnce())
                    .bind("failuresMax", rollout.failuresMax())
                    .bind("state", rollout.state().word())
                    .bind("at", rollout.createdAt())
                    .execute();
            rollout.boxes().forEach(box -> add(handle, rollout.id(), box));
            return true;
        });
        database.barrier();
    }

    private static void add(Handle handle, String rollout, RolloutBox box) {
        handle.createUpdate(
                        """
                        insert into rollout_box (rollout_id, device_id, stage, state, reason,
                            command_id, changed_at)
                        values (:rollout, :device, :stage, :state, :reason, '', :at)
                        """)
                .bind("rollout", rollout)
                .bind("device", box.device().value())
                .bind("stage", box.stage())
                .bind("state", box.state())
                .bind("reason", box.reason())
                .bind("at", box.changedAt())
                .execute();
    }

    /// Only where it stands at `from`; false when somebody was faster.
    boolean change(String id, RolloutState from, RolloutState to, String reason, int failuresMax) {
        return database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update rollout set state = :to, reason = :reason,
                                    failures_max = :failuresMax
                                where id = :id and state = :from
                                """)
                        .bind("to", to.word())
                        .bind("reason", cut(reason))
                        .bind("failuresMax", failuresMax)
                        .bind("id", id)
                        .bind("from", from.word())
                        .execute())
                > 0;
    }

    /// Only where the box still stands at what is known of it: it may have said more meanwhile.
    void box(
            String rollout,
            RolloutBox seen,
            String state,
            String reason,
            String command,
            Instant now) {
        database.inTransaction(handle ->
                handle.createUpdate(
                                """
                                update rollout_box set state = :state, reason = :reason,
                                    command_id = :command, changed_at = :now
                                where rollout_id = :rollout and device_id = :device
                                    and state = :seen
                                """)
                        .bind("state", state)
                        .bind("reason", cut(reason))
                        .bind("command", command)
                        .bind("now", now)
                        .bind("rollout", rollout)
                        .bind("device", seen.device().value())
                        .bind("seen", seen.state())
                        .execute());
    }

    /// A box's own word; one that says the same again, after a power cut, is heard once.
    static void told(Handle handle, DeviceId device, EntryBody.Update update, Instant now) {
        var last =
                handle.createQuery(
                                """
                                select version || ' ' || step from device_update
                                where device_id = :device order by number desc limit 1
                                """)
                        .bind("device", device.value())
                        .mapTo(String.class)
                        .findOne();
        if (last.filter(it -> it.equals(update.version() + " " + update.step().word()))
                .isPresent()) {
            return;
        }
        handle.createUpdate(
                        """
                        insert into device_update (device_id, version, before_version, step, reason,
                            told_at)
                        values (:device, :version, :before, :step, :reason, :now)
                        """)
                .bind("device", device.value())
                .bind("version", update.version())
                .bind("before", update.before())
                .bind("step", update.step().word())
                .bind("reason", cut(update.reason()))
                .bind("now", now)
                .execute();
        prune(handle, device);
        handle.createUpdate(
                        """
                        update rollout_box set state = :step, reason = :reason, changed_at = :now
                        where device_id = :device
                            and state not in ('confirmed', 'failed', 'rolled-back')
                            and rollout_id in (select id from rollout where version = :version
                                and (state in ('running', 'paused')
                                    or rollout_box.state <> 'waiting'))
                        """)
                .bind("step", update.step().word())
                .bind("reason", cut(update.reason()))
                .bind("now", now)
                .bind("device", device.value())
                .bind("version", update.version())
                .execute();
    }

    private static void prune(Handle handle, DeviceId device) {
        handle.createUpdate(
                        """
                        delete from device_update where device_id = :device and number <
                            (select min(number) from (select number from device_update
                                where device_id = :device order by number desc limit :kept) newest)
                        """)
                .bind("device", device.value())
                .bind("kept", UPDATES_KEPT)
                .execute();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), TEXT_MAX / 2));
    }

    private static Rollout rollout(Handle handle, ResultSet row) throws SQLException {
        var id = row.getString("id");
        var boxes =
                handle.createQuery(
                                """
                                select b.*, coalesce(d.online, false) as online,
                                    coalesce(d.software_version, '') as software
                                from rollout_box b left join device d on d.id = b.device_id
                                where b.rollout_id = :id
                                """)
                        .bind("id", id)
                        .map((box, context) -> box(box))
                        .list();
        return new Rollout(
                id,
                row.getString("version"),
                row.getBoolean("at_once"),
                row.getInt("failures_max"),
                RolloutState.parse(row.getString("state")),
                row.getString("reason"),
                HubDatabase.instant(row, "created_at"),
                boxes);
    }

    private static RolloutBox box(ResultSet row) throws SQLException {
        return new RolloutBox(
                new DeviceId(row.getString("device_id")),
                row.getInt("stage"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("command_id"),
                HubDatabase.instant(row, "changed_at"),
                row.getBoolean("online"),
                row.getString("software"));
    }

    private static DeviceUpdate update(ResultSet row) throws SQLException {
        return new DeviceUpdate(
                new DeviceId(row.getString("device_id")),
                row.getString("version"),
                row.getString("before_version"),
                UpdateStep.parse(row.getString("step")),
                row.getString("reason"),
                HubDatabase.instant(row, "told_at"));
    }
}

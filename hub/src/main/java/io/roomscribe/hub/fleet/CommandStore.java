package io.roomscribe.hub.fleet;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// What boxes were asked to do. The last two hundred of each box are kept.
///
/// Thread-safe.
public final class CommandStore {
    private static final int KEPT_MAX = 200;
    private static final int REASON_MAX = 1000;
    private static final Duration SEND_AGAIN = Duration.ofSeconds(10);

    /// How long the answer of a command that was delivered at the last moment may take.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    /// The same of a command that the box has said it is at.
    private static final Duration WORK_MAX = Duration.ofMinutes(15);

    private final HubDatabase database;
    private final MessageCodec codec = new MessageCodec();

    public CommandStore(HubDatabase database) {
        this.database = database;
    }

    void add(DeviceCommand command) {
        database.inTransaction(handle -> {
            handle.createUpdate(
                            """
                            insert into device_command (id, device_id, command, issued_at,
                                expires_at, outcome, reason, result)
                            values (:id, :device, :command, :issued, :expires, '', '', :result)
                            """)
                    .bind("id", command.id().toString())
                    .bind("device", command.device().value())
                    .bind("command", codec.encodeCommand(command.command()))
                    .bind("issued", command.issuedAt())
                    .bind("expires", command.expiresAt())
                    .bind("result", codec.encodeResult(CommandResult.NOTHING))
                    .execute();
            prune(handle, command.device());
            return true;
        });
        database.barrier();
    }

    private static void prune(Handle handle, DeviceId device) {
        handle.createUpdate(
                        """
                        delete from device_command where device_id = :device and number <
                            (select min(number) from (select number from device_command
                                where device_id = :device order by number desc limit :kept) newest)
                        """)
                .bind("device", device.value())
                .bind("kept", KEPT_MAX)
                .execute();
    }

    public Optional<DeviceCommand> find(UUID id) {
        return database.read(handle ->
                handle.createQuery("select * from device_command where id = :id")
                        .bind("id", id.toString())
                        .map((row, context) -> command(row))
                        .findOne());
    }

    /// A box's commands, newest first.
    public List<DeviceCommand> ofDevice(DeviceId device, int limit) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from device_command where device_id = :device
                                order by number desc limit :limit
                                """)
                        .bind("device", device.value())
                        .bind("limit", limit)
                        .map((row, context) -> command(row))
                        .list());
    }

    /// What boxes that are online have not answered, oldest first, and when it is worth sending
    /// (again).
    List<DeviceCommand> due(Instant now) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select c.* from device_command c
                                    join device d on d.id = c.device_id
                                where d.online and c.expires_at > :now
                                    and (c.outcome = '' and
                                            (c.sent_at is null or c.sent_at < :before)
                                        or c.outcome = 'accepted' and c.sent_at is null)
                                order by c.number
                                """)
                        .bind("now", now)
                        .bind("before", now.minus(SEND_AGAIN))
                        .map((row, context) -> command(row))
                        .list());
    }

    void sent(UUID id, Instant now) {
        database.inTransaction(handle ->
                handle.createUpdate("update device_command set sent_at = :now where id = :id")
                        .bind("now", now)
                        .bind("id", id.toString())
                        .execute());
    }

    /// Gives up on what no box can answer any more.
    ///
    /// @return how many there were
    int giveUp(Instant now) {
        return database.inTransaction(handle ->
                handle.createUpdate(
                                        """
                                        update device_command set outcome = 'expired',
                                            reason = 'The box was not reached in time.'
                                        where outcome = '' and expires_at < :late
                                        """)
                                .bind("late", now.minus(ANSWER_MAX))
                                .execute()
                        + handle.createUpdate(
                                        """
                                        update device_command set outcome = 'failed',
                                            reason = 'The box began and never said how it went.'
                                        where outcome = 'accepted' and expires_at < :late
                                        """)
                                .bind("late", now.minus(WORK_MAX))
                                .execute());
    }

    void forget(UUID id) {
        database.inTransaction(handle ->
                handle.createUpdate("delete from device_command where id = :id")
                        .bind("id", id.toString())
                        .execute());
    }

    /// What a box that has connected anew may never have heard.
    static void sendAgain(Handle handle, DeviceId device) {
        handle.createUpdate(
                        """
                        update device_command set sent_at = null
                        where device_id = :device and outcome in ('', 'accepted')
                        """)
                .bind("device", device.value())
                .execute();
    }

    /// A box's word stands above the hub's own giving up, and its last above its first.
    static boolean answered(
            Handle handle, MessageCodec codec, DeviceId device, Message.Reply reply) {
        var reason = reply.reason();
        return handle.createUpdate(
                                """
                                update device_command set outcome = :outcome, reason = :reason,
                                    answered_at = :at, result = :result
                                where id = :id and device_id = :device
                                    and (answered_at is null or outcome = 'accepted')
                                """)
                        .bind("outcome", reply.outcome().word())
                        .bind("reason", reason.substring(0, Math.min(reason.length(), REASON_MAX)))
                        .bind("at", reply.at())
                        .bind("result", codec.encodeResult(kept(reply.result())))
                        .bind("id", reply.command().toString())
                        .bind("device", device.value())
                        .execute()
                > 0;
    }

    /// Audio and bundles are kept elsewhere, and not for long.
    private static CommandResult kept(CommandResult result) {
        return switch (result) {
            case CommandResult.Sound sound -> sound.withoutOgg();
            case CommandResult.BundlePart part -> part.withoutContent();
            case CommandResult.Nothing _,
                    CommandResult.AudioFigures _,
                    CommandResult.Bundle _,
                    CommandResult.Diagnosis _,
                    CommandResult.PhraseHeard _,
                    CommandResult.Accepted _,
                    CommandResult.BoxModels _,
                    CommandResult.Decommissioned _,
                    CommandResult.Erasure _ ->
                    result;
        };
    }

    private DeviceCommand command(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new DeviceCommand(
                UUID.fromString(row.getString("id")),
                new DeviceId(row.getString("device_id")),
                codec.decodeCommand(row.getString("command")),
                HubDatabase.instant(row, "issued_at"),
                HubDatabase.instant(row, "expires_at"),
                outcome.isEmpty() ? Optional.empty() : Optional.of(CommandOutcome.parse(outcome)),
                row.getString("reason"),
                HubDatabase.optionalInstant(row, "answered_at"),
                codec.decodeResult(row.getString("result")));
    }
}

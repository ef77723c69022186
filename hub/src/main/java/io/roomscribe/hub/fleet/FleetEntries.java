package io.roomscribe.hub.fleet;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Writes what boxes say about themselves. Comes before the other handlers, which rely on the room
/// being there.
///
/// Called by ingest's committer.
public final class FleetEntries implements EntryHandler {
    private final MessageCodec codec = new MessageCodec();

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        switch (entry) {
            case EntryBody.RecordingStarted started ->
                    putRoom(transaction.handle(), started.room(), started.roomName());
            case EntryBody.Gap gap -> addRoom(transaction.handle(), gap.room());
            case EntryBody.Health health -> putCondition(transaction, device, health);
            case EntryBody.RecordingEnded _,
                    EntryBody.Update _,
                    EntryBody.Acceptance _,
                    EntryBody.RecordingRetimed _,
                    EntryBody.Utterance _,
                    EntryBody.Chunk _,
                    EntryBody.Mark _,
                    EntryBody.Erased _,
                    EntryBody.AudioRemoved _,
                    EntryBody.Tombstone _,
                    EntryBody.StreamOpened _ -> {
                // The transcript's, the releases', or ingest's.
            }
        }
    }

    @Override
    public void birth(
            IngestTransaction transaction, DeviceId device, StreamId stream, Message.Birth birth) {
        var present = presentSession(transaction.handle(), device);
        var isSame = present.filter(birth.session()::equals).isPresent();
        if (!birth.online() && present.isPresent() && !isSame) {
            // The will of a connection that a newer one has replaced says nothing about the newer.
            return;
        }
        if (birth.online() && !isSame) {
            CommandStore.sendAgain(transaction.handle(), device);
        }
        putRoom(transaction.handle(), birth.room(), birth.roomName());
        if (!update(transaction, device, stream, birth)) {
            insert(transaction, device, stream, birth);
        }
        transaction.publish(new HubEvent.DeviceChanged(birth.room(), device));
    }

    @Override
    public void reply(IngestTransaction transaction, DeviceId device, Message.Reply reply) {
        if (CommandStore.answered(transaction.handle(), codec, device, reply)) {
            if (reply.result() instanceof CommandResult.Decommissioned(var receipt)
                    && receipt.device().equals(device)) {
                DecommissionStore.insert(transaction.handle(), receipt, transaction.now());
            }
            changed(transaction, device);
        }
    }

    @Override
    public void reported(
            IngestTransaction transaction, DeviceId device, Message.TwinReported twin) {
        TwinStore.reported(transaction.handle(), device, twin, transaction.now());
        changed(transaction, device);
    }

    @Override
    public void seen(IngestTransaction transaction, DeviceId device) {
        transaction
                .handle()
                .createUpdate("update device set seen_at = :now where id = :device")
                .bind("now", transaction.now())
                .bind("device", device.value())
                .execute();
    }

    /// The session of a box that is online.
    private static Optional<UUID> presentSession(Handle handle, DeviceId device) {
        return handle.createQuery("select session from device where id = :device and online")
                .bind("device", device.value())
                .mapTo(String.class)
                .findOne()
                .map(UUID::fromString);
    }

    private static boolean update(
            IngestTransaction transaction, DeviceId device, StreamId stream, Message.Birth birth) {
        return transaction
                        .handle()
                        .createUpdate(
                                """
                                update device set room_id = :room, online = :online,
                                    session = :session, state = :state,
                                    software_version = :version, clock = :clock,
                                    stream = :stream, last_sequence = :last, seen_at = :now
                                where id = :device
                                """)
                        .bindMap(values(transaction, device, stream, birth))
                        .execute()
                > 0;
    }

    private static void insert(
            IngestTransaction transaction, DeviceId device, StreamId stream, Message.Birth birth) {
        transaction
                .handle()
                .createUpdate(
                        """
                        insert into device
                            (id, room_id, online, session, state, software_version, clock, stream,
                             last_sequence, seen_at)
                        values (:device, :room, :online, :session, :state, :version, :clock,
                            :stream, :last, :now)
                        """)
                .bindMap(values(transaction, device, stream, birth))
                .execute();
    }

    private static Map<String, Object> values(
            IngestTransaction transaction, DeviceId device, StreamId stream, Message.Birth birth) {
        return Map.of(
                "device", device.value(),
                "room", birth.room().value(),
                "online", birth.online(),
                "session", birth.session().toString(),
                "state", (birth.online() ? birth.state() : DeviceState.OFFLINE).word(),
                "version", birth.softwareVersion(),
                "clock", birth.clock().word(),
                "stream", stream.toString(),
                "last", birth.lastSequence(),
                "now", transaction.now());
    }

    private static void putRoom(Handle handle, RoomId room, String name) {
        var updated =
                handle.createUpdate("update room set name = :name where id = :id")
                        .bind("id", room.value())
                        .bind("name", name)
                        .execute();
        if (updated == 0) {
            handle.createUpdate("insert into room (id, name) values (:id, :name)")
                    .bind("id", room.value())
                    .bind("name", name)
                    .execute();
        }
    }

    private static void addRoom(Handle handle, RoomId room) {
        handle.createUpdate("insert into room (id, name) values (:id, :id) on conflict do nothing")
                .bind("id", room.value())
                .execute();
    }

    private static void putCondition(
            IngestTransaction transaction, DeviceId device, EntryBody.Health health) {
        var handle = transaction.handle();
        ConditionHistory.add(handle, device, health);
        var updated =
                handle.createUpdate(
                                """
                                update device_condition set severity = :severity, text = :text,
                                    since = case when active and :active then since else :at end,
                                    active = :active
                                where device_id = :device and code = :code
                                """)
                        .bindMap(values(device, health))
                        .execute();
        if (updated == 0) {
            handle.createUpdate(
                            """
                            insert into device_condition
                                (device_id, code, severity, active, text, since)
                            values (:device, :code, :severity, :active, :text, :at)
                            """)
                    .bindMap(values(device, health))
                    .execute();
        }
        changed(transaction, device);
    }

    private static void changed(IngestTransaction transaction, DeviceId device) {
        room(transaction.handle(), device)
                .ifPresent(room -> transaction.publish(new HubEvent.DeviceChanged(room, device)));
    }

    private static Map<String, Object> values(DeviceId device, EntryBody.Health health) {
        return Map.of(
                "device", device.value(),
                "code", health.code(),
                "severity", health.severity().word(),
                "active", health.active(),
                "text", health.text(),
                "at", health.at());
    }

    private static Optional<RoomId> room(Handle handle, DeviceId device) {
        return handle.createQuery("select room_id from device where id = :device")
                .bind("device", device.value())
                .mapTo(String.class)
                .findOne()
                .map(RoomId::new);
    }
}

package io.roomscribe.hub.transcript;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody.RecordingStarted;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The recording table.
///
/// Stateless.
final class Recordings {
    private Recordings() {}

    static void insert(Handle handle, DeviceId device, RecordingStarted started) {
        handle.createUpdate(
                        """
                        insert into recording
                            (id, device_id, room_id, boot_id, source, started_at, clock)
                        values (:id, :device, :room, :boot, :source, :startedAt, :clock)
                        on conflict do nothing
                        """)
                .bind("id", started.recording().toString())
                .bind("device", device.value())
                .bind("room", started.room().value())
                .bind("boot", started.bootId())
                .bind("source", started.source())
                .bind("startedAt", started.startedAt())
                .bind("clock", started.clock().word())
                .execute();
    }

    static void end(Handle handle, RecordingId id, long samples, EndReason reason) {
        handle.createUpdate(
                        "update recording set samples = :samples, end_reason = :reason"
                                + " where id = :id")
                .bind("samples", samples)
                .bind("reason", reason.word())
                .bind("id", id.toString())
                .execute();
    }

    static Optional<Recording> find(Handle handle, RecordingId id) {
        return handle.createQuery("select * from recording where id = :id")
                .bind("id", id.toString())
                .map((row, context) ->
                        new Recording(
                                RecordingId.parse(row.getString("id")),
                                new DeviceId(row.getString("device_id")),
                                new RoomId(row.getString("room_id")),
                                HubDatabase.instant(row, "started_at")))
                .findOne();
    }

    /// The recording that something is about. When its beginning never came (the box lost it, or
    /// this hub's database is older than it), it is made up from what is known of the box: better
    /// text in an approximate place than no text.
    ///
    /// @param at wall time of `sample`
    static Recording known(
            IngestTransaction transaction,
            DeviceId device,
            RecordingId id,
            long sample,
            Instant at) {
        return find(transaction.handle(), id)
                .orElseGet(() -> {
                    var made =
                            new Recording(
                                    id,
                                    device,
                                    roomOf(transaction.handle(), device),
                                    at.minus(Audio.duration(sample)));
                    insertUnknown(transaction.handle(), made);
                    return made;
                });
    }

    private static RoomId roomOf(Handle handle, DeviceId device) {
        return handle.createQuery("select room_id from device where id = :device")
                .bind("device", device.value())
                .mapTo(String.class)
                .findOne()
                .map(RoomId::new)
                .orElseThrow(() -> new IllegalStateException("no room is known of this box"));
    }

    private static void insertUnknown(Handle handle, Recording recording) {
        handle.createUpdate(
                        """
                        insert into recording
                            (id, device_id, room_id, boot_id, source, started_at, clock)
                        values (:id, :device, :room, '', '', :startedAt, 'unsynced')
                        """)
                .bind("id", recording.id().toString())
                .bind("device", recording.device().value())
                .bind("room", recording.room().value())
                .bind("startedAt", recording.startedAt())
                .execute();
    }
}

package io.roomscribe.hub.identity;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Boxes without a claim, which ask to be accepted by a person.
///
/// Thread-safe.
public final class AcceptQueue {
    private final HubDatabase database;

    public AcceptQueue(HubDatabase database) {
        this.database = database;
    }

    /// Notes a box that asks, and says what became of its question.
    String ask(WaitingBox box) {
        var answer =
                database.inTransaction(handle -> {
                    var state = stateOf(handle, box.keyHash());
                    if (state.isPresent()) {
                        handle.createUpdate(
                                        "update enrolment_request set last_at = :now where key_hash = :key")
                                .bind("now", box.lastAt())
                                .bind("key", box.keyHash())
                                .execute();
                        return state.get();
                    }
                    handle.createUpdate(
                                    """
                                    insert into enrolment_request (key_hash, device_id, box_serial, address,
                                        asked_at, last_at, state)
                                    values (:key, :device, :serial, :address, :now, :now, 'waiting')
                                    """)
                            .bind("key", box.keyHash())
                            .bind("device", box.device().value())
                            .bind("serial", IdentityStore.cut(box.serial(), 100))
                            .bind("address", IdentityStore.cut(box.address(), 100))
                            .bind("now", box.askedAt())
                            .execute();
                    IdentityEvents.tell(
                            handle,
                            new IdentityEvent(
                                    box.askedAt(),
                                    box.device(),
                                    IdentityEvent.Kind.ASKED_TO_BE_ACCEPTED,
                                    "shows %s, from %s"
                                            .formatted(box.fingerprint(), box.address())));
                    return "waiting";
                });
        database.barrier();
        return answer;
    }

    private static Optional<String> stateOf(Handle handle, String keyHash) {
        return handle.createQuery("select state from enrolment_request where key_hash = :key")
                .bind("key", keyHash)
                .mapTo(String.class)
                .findOne();
    }

    /// @return false when no such box waits
    boolean decide(String keyHash, String state, Instant now, IdentityEvent.Kind kind) {
        var isDone =
                database.inTransaction(handle -> {
                    var device =
                            handle.createQuery(
                                            """
                                            select device_id from enrolment_request
                                            where key_hash = :key and state = 'waiting'
                                            """)
                                    .bind("key", keyHash)
                                    .mapTo(String.class)
                                    .findOne();
                    if (device.isEmpty()) {
                        return false;
                    }
                    handle.createUpdate(
                                    "update enrolment_request set state = :state where key_hash = :key")
                            .bind("state", state)
                            .bind("key", keyHash)
                            .execute();
                    IdentityEvents.tell(
                            handle,
                            new IdentityEvent(
                                    now,
                                    new DeviceId(device.get()),
                                    kind,
                                    "shows " + WaitingBox.fingerprint(keyHash)));
                    return true;
                });
        database.barrier();
        return isDone;
    }

    /// How many boxes wait; nobody may fill the table.
    int waitingCount() {
        return database.read(handle ->
                handle.createQuery("select count(*) from enrolment_request where state = 'waiting'")
                        .mapTo(Integer.class)
                        .one());
    }

    /// Boxes that ask, the longest waiting first.
    public List<WaitingBox> waiting() {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from enrolment_request where state = 'waiting'
                                order by asked_at, key_hash
                                """)
                        .map((row, context) ->
                                new WaitingBox(
                                        row.getString("key_hash"),
                                        new DeviceId(row.getString("device_id")),
                                        row.getString("box_serial"),
                                        row.getString("address"),
                                        HubDatabase.instant(row, "asked_at"),
                                        HubDatabase.instant(row, "last_at")))
                        .list());
    }
}

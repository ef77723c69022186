package io.roomscribe.hub.identity;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.protocol.identity.RevocationOutlook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The tables of claims and certificates.
///
/// Thread-safe.
public final class IdentityStore {
    private final HubDatabase database;

    public IdentityStore(HubDatabase database) {
        this.database = database;
    }

    /// Takes a claim in, once. An earlier one of the same box that nobody has used goes.
    void add(ClaimTicket ticket) {
        change(handle -> {
            var isNew =
                    handle.createUpdate(
                                            """
                                            insert into claim (hash, device_id, room, room_name,
                                                box_serial, made_at, expires_at, key_hash)
                                            values (:hash, :device, :room, :name, :serial, :made,
                                                :expires, '') on conflict do nothing
                                            """)
                                    .bind("hash", ticket.hash())
                                    .bind("device", ticket.device().value())
                                    .bind("room", ticket.room().value())
                                    .bind("name", cut(ticket.roomName(), 200))
                                    .bind("serial", cut(ticket.serial(), 100))
                                    .bind("made", ticket.madeAt())
                                    .bind("expires", ticket.expiresAt())
                                    .execute()
                            > 0;
            if (isNew) {
                handle.createUpdate(
                                """
                                delete from claim where device_id = :device and hash <> :hash
                                    and burnt_at is null and key_hash = ''
                                """)
                        .bind("device", ticket.device().value())
                        .bind("hash", ticket.hash())
                        .execute();
                IdentityEvents.tell(
                        handle,
                        new IdentityEvent(
                                ticket.madeAt(),
                                ticket.device(),
                                IdentityEvent.Kind.CLAIM_MADE,
                                "good until " + ticket.expiresAt()));
            }
        });
    }

    Optional<KnownClaim> claim(String hash) {
        return database.read(handle ->
                handle.createQuery("select * from claim where hash = :hash")
                        .bind("hash", hash)
                        .map((row, context) ->
                                new KnownClaim(
                                        row.getString("hash"),
                                        new DeviceId(row.getString("device_id")),
                                        row.getString("box_serial"),
                                        HubDatabase.instant(row, "expires_at"),
                                        row.getString("key_hash"),
                                        HubDatabase.optionalInstant(row, "burnt_at").isPresent()))
                        .findOne());
    }

    /// Puts a new certificate in force beside what the box has. Those of the same claim with
    /// another key, which never connected, end.
    void issue(DeviceCertificate certificate, IdentityEvent event) {
        change(handle -> {
            if (!certificate.claimHash().isEmpty()) {
                handle.createUpdate("update claim set key_hash = :key where hash = :claim")
                        .bind("key", certificate.keyHash())
                        .bind("claim", certificate.claimHash())
                        .execute();
                handle.createUpdate(
                                """
                                update device_certificate set ended_at = :now, end_reason = :reason
                                where claim_hash = :claim and key_hash <> :key and ended_at is null
                                """)
                        .bind("now", event.at())
                        .bind("reason", RefusalReason.CERTIFICATE_REPLACED.word())
                        .bind("claim", certificate.claimHash())
                        .bind("key", certificate.keyHash())
                        .execute();
            }
            insert(handle, certificate);
            IdentityEvents.tell(handle, event);
        });
    }

    private static void insert(Handle handle, DeviceCertificate certificate) {
        handle.createUpdate(
                        """
                        insert into device_certificate (serial, device_id, key_hash, claim_hash,
                            chain, issued_at, not_after, end_reason)
                        values (:serial, :device, :key, :claim, :chain, :issued, :after, '')
                        """)
                .bind("serial", certificate.serial())
                .bind("device", certificate.device().value())
                .bind("key", certificate.keyHash())
                .bind("claim", certificate.claimHash())
                .bind("chain", certificate.chain())
                .bind("issued", certificate.issuedAt())
                .bind("after", certificate.notAfter())
                .execute();
    }

    Optional<DeviceCertificate> certificate(String serial) {
        return database.read(handle ->
                handle.createQuery("select * from device_certificate where serial = :serial")
                        .bind("serial", serial)
                        .map((row, context) -> certificate(row))
                        .findOne());
    }

    /// The one in force that was given for this key, newest first.
    Optional<DeviceCertificate> certificateOfKey(String keyHash) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from device_certificate
                                where key_hash = :key and ended_at is null
                                order by issued_at desc limit 1
                                """)
                        .bind("key", keyHash)
                        .map((row, context) -> certificate(row))
                        .findOne());
    }

    /// Every certificate of a box, newest first.
    public List<DeviceCertificate> certificates(DeviceId device) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from device_certificate where device_id = :device
                                order by issued_at desc, serial
                                """)
                        .bind("device", device.value())
                        .map((row, context) -> certificate(row))
                        .list());
    }

    /// Every certificate in force, by box, newest first.
    public List<DeviceCertificate> inForce() {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from device_certificate where ended_at is null
                                order by device_id, issued_at desc, serial
                                """)
                        .map((row, context) -> certificate(row))
                        .list());
    }

    /// A box connected with this certificate for the first time: the claim is burnt, and whatever
    /// it had before ends.
    void connected(DeviceCertificate certificate, Instant now) {
        change(handle -> {
            // None when it came without a claim.
            handle.createUpdate("update claim set burnt_at = :now where hash = :claim")
                    .bind("now", now)
                    .bind("claim", certificate.claimHash())
                    .execute();
            handle.createUpdate(
                            "update device_certificate set connected_at = :now where serial = :serial")
                    .bind("now", now)
                    .bind("serial", certificate.serial())
                    .execute();
            handle.createUpdate(
                            """
                            update device_certificate set ended_at = :now, end_reason = :reason
                            where device_id = :device and serial <> :serial and ended_at is null
                                and issued_at <= :issued
                            """)
                    .bind("now", now)
                    .bind("reason", RefusalReason.CERTIFICATE_REPLACED.word())
                    .bind("device", certificate.device().value())
                    .bind("serial", certificate.serial())
                    .bind("issued", certificate.issuedAt())
                    .execute();
            IdentityEvents.tell(
                    handle,
                    new IdentityEvent(
                            now,
                            certificate.device(),
                            IdentityEvent.Kind.FIRST_CONNECTED,
                            "certificate " + certificate.serial()));
        });
    }

    /// Whether anything is known of a box: a certificate or a claim that it has not used.
    boolean isKnown(DeviceId device) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select 1 from device_certificate where device_id = :device
                                union select 1 from claim where device_id = :device
                                """)
                        .bind("device", device.value())
                        .mapTo(Integer.class)
                        .findFirst()
                        .isPresent());
    }

    /// What [#revoke] would do.
    RevocationOutlook outlook(DeviceId device) {
        return new RevocationOutlook(
                device,
                isKnown(device),
                count(
                        "select count(*) from device_certificate"
                                + " where device_id = :device and ended_at is null",
                        device),
                count(
                        "select count(*) from claim"
                                + " where device_id = :device and burnt_at is null",
                        device));
    }

    private int count(String query, DeviceId device) {
        return database.read(handle ->
                handle.createQuery(query)
                        .bind("device", device.value())
                        .mapTo(Integer.class)
                        .one());
    }

    /// Ends every certificate of a box and takes its unused claims away.
    ///
    /// @return how many certificates ended
    int revoke(DeviceId device, Instant now, String why) {
        var count =
                database.inTransaction(handle -> {
                    var ended =
                            handle.createUpdate(
                                            """
                                            update device_certificate
                                            set ended_at = :now, end_reason = :reason
                                            where device_id = :device and ended_at is null
                                            """)
                                    .bind("now", now)
                                    .bind("reason", RefusalReason.CERTIFICATE_REVOKED.word())
                                    .bind("device", device.value())
                                    .execute();
                    handle.createUpdate(
                                    "delete from claim where device_id = :device and burnt_at is null")
                            .bind("device", device.value())
                            .execute();
                    IdentityEvents.tell(
                            handle,
                            new IdentityEvent(now, device, IdentityEvent.Kind.REVOKED, why));
                    return ended;
                });
        database.barrier();
        return count;
    }

    /// What it changed is on the medium when this returns: a box that was told something relies on
    /// it.
    private void change(Consumer<Handle> work) {
        database.inTransaction(handle -> {
            work.accept(handle);
            return true;
        });
        database.barrier();
    }

    private static DeviceCertificate certificate(ResultSet row) throws SQLException {
        var reason = row.getString("end_reason");
        return new DeviceCertificate(
                row.getString("serial"),
                new DeviceId(row.getString("device_id")),
                row.getString("key_hash"),
                row.getString("claim_hash"),
                row.getString("chain"),
                HubDatabase.instant(row, "issued_at"),
                HubDatabase.instant(row, "not_after"),
                HubDatabase.optionalInstant(row, "connected_at"),
                reason.isEmpty() ? Optional.empty() : Optional.of(RefusalReason.ofWord(reason)));
    }

    static String cut(String text, int max) {
        return text.length() > max ? text.substring(0, max) : text;
    }
}

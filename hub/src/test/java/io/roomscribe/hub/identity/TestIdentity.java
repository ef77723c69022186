package io.roomscribe.hub.identity;

import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.authority.ServerNames;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.identity.CertificateRequest;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.ClaimTicket;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A hub's identity with a real database, and boxes that ask it by hand.
final class TestIdentity implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final Duration LIFE = Duration.ofDays(398);

    final ManualClock clock = new ManualClock(START);
    final HealthBoard board = new HealthBoard(System::nanoTime);
    final SecureRandom random = new SecureRandom();
    final HubDatabase database;
    final HubIdentity hub;
    private final boolean ownsDatabase;

    TestIdentity(Path folder) {
        this(folder, HubDatabase.open(new DataConfig(folder)), true);
    }

    /// On a database that others use too, emptied first: opening one takes a second.
    TestIdentity(Path folder, HubDatabase database) {
        this(folder, database, false);
        database.inTransaction(handle -> {
            handle.execute("delete from claim");
            handle.execute("delete from device_certificate");
            handle.execute("delete from enrolment_request");
            handle.execute("delete from identity_event");
            return true;
        });
    }

    private TestIdentity(Path folder, HubDatabase database, boolean ownsDatabase) {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        Authority.init(
                new AuthorityFolder(folder.resolve("identity")),
                ServerNames.parse(List.of("localhost", "127.0.0.1")),
                clock,
                random,
                false);
        hub =
                HubIdentity.open(
                                new IdentityConfig("127.0.0.1", 0, 0, LIFE),
                                folder,
                                database,
                                board,
                                clock,
                                System::nanoTime,
                                random)
                        .orElseThrow();
    }

    Claim claim(DeviceId device, String serial) {
        var claim = Claim.of(random);
        hub.store()
                .add(
                        new ClaimTicket(
                                claim.hash(),
                                device,
                                new RoomId("boardroom"),
                                "Boardroom",
                                serial,
                                clock.instant(),
                                clock.instant().plus(Duration.ofDays(7))));
        return claim;
    }

    static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    EnrolmentAnswer enrol(String claim, DeviceId device, KeyPair keys, String serial) {
        return hub.desk()
                .enrol(
                        new EnrolmentRequest(
                                claim, CertificateRequest.of(device, keys), serial, "1"),
                        "10.0.0.7");
    }

    static OwnIdentity identity(KeyPair keys, EnrolmentAnswer answer) {
        if (answer instanceof EnrolmentAnswer.Issued(var chain)) {
            return new OwnIdentity(keys.getPrivate(), Pem.certificates(chain));
        }
        throw new AssertionError("not issued: " + answer);
    }

    boolean connects(OwnIdentity identity, DeviceId device) {
        return hub.certificates().mayConnect(identity.chain(), device.value());
    }

    @Override
    public void close() {
        hub.close();
        if (ownsDatabase) {
            database.close();
        }
    }
}

package io.roomscribe.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.CertificateRequest;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.protocol.identity.RenewalRequest;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnrolmentDeskIT {
    private static final DeviceId BOX = new DeviceId("room-7");
    private static final DeviceId OTHER = new DeviceId("room-8");

    @TempDir private static Path folder;
    private static HubDatabase database;

    private final KeyPair keys = TestIdentity.keys();
    private TestIdentity identity;

    @BeforeAll
    static void openDatabase() {
        database = HubDatabase.open(new DataConfig(folder));
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void open() {
        identity = new TestIdentity(folder, database);
    }

    @AfterEach
    void close() {
        identity.close();
    }

    private static RefusalReason refusal(EnrolmentAnswer answer) {
        return ((EnrolmentAnswer.Refused) answer).reason();
    }

    private OwnIdentity enrolled() {
        var claim = identity.claim(BOX, "");
        return TestIdentity.identity(keys, identity.enrol(claim.text(), BOX, keys, ""));
    }

    private EnrolmentAnswer renew(OwnIdentity old, KeyPair next, DeviceId device) {
        return identity.hub
                .desk()
                .renew(
                        RenewalRequest.of(
                                Pem.of(old.certificate()),
                                old.key(),
                                CertificateRequest.of(device, next)));
    }

    @Test
    void aClaimBecomesACertificateThatMayConnect() {
        var own = enrolled();

        assertThat(identity.connects(own, BOX)).isTrue();
        assertThat(identity.hub.events().latest(10))
                .extracting(event -> event.kind().word())
                .containsExactly("first-connected", "certificate-issued", "claim-made");
    }

    @Test
    @Tag("V1")
    void askingAgainWithTheSameKeyBringsTheSameCertificate() {
        var claim = identity.claim(BOX, "");
        var first = identity.enrol(claim.text(), BOX, keys, "");

        assertThat(identity.enrol(claim.text(), BOX, keys, "")).isEqualTo(first);
        identity.connects(TestIdentity.identity(keys, first), BOX);
        assertThat(identity.enrol(claim.text(), BOX, keys, "")).isEqualTo(first);
        assertThat(identity.hub.store().certificates(BOX)).hasSize(1);
    }

    @Test
    @Tag("V1")
    void aBoxThatLostItsKeyBeforeItConnectedStillGetsOneIdentity() {
        var claim = identity.claim(BOX, "");
        var lost = TestIdentity.identity(keys, identity.enrol(claim.text(), BOX, keys, ""));
        var next = TestIdentity.keys();

        var own = TestIdentity.identity(next, identity.enrol(claim.text(), BOX, next, ""));

        assertThat(identity.connects(own, BOX)).isTrue();
        assertThat(identity.connects(lost, BOX)).isFalse();
        assertThat(identity.hub.store().certificates(BOX))
                .filteredOn(one -> one.end().isEmpty())
                .hasSize(1);
    }

    @Test
    @Tag("V2")
    void aClaimThatWasUsedIsOfNoUseToAnother() {
        var claim = identity.claim(BOX, "");
        identity.connects(
                TestIdentity.identity(keys, identity.enrol(claim.text(), BOX, keys, "")), BOX);

        assertThat(refusal(identity.enrol(claim.text(), BOX, TestIdentity.keys(), "")))
                .isEqualTo(RefusalReason.CLAIM_USED);
        assertThat(identity.board.isRaised(HubCondition.IDENTITY_REFUSED)).isTrue();
    }

    @Test
    @Tag("V2")
    void aClaimIsRefusedLateOnAnotherMachineAndUnderAnotherName() {
        var claim = identity.claim(BOX, "10000000abcd");

        assertThat(refusal(identity.enrol(claim.text(), BOX, keys, "10000000ffff")))
                .isEqualTo(RefusalReason.CLAIM_OF_ANOTHER_BOX);
        assertThat(refusal(identity.enrol(claim.text(), OTHER, keys, "10000000abcd")))
                .isEqualTo(RefusalReason.CLAIM_OF_ANOTHER_BOX);
        identity.clock.advance(Duration.ofDays(8));
        assertThat(refusal(identity.enrol(claim.text(), BOX, keys, "10000000abcd")))
                .isEqualTo(RefusalReason.CLAIM_EXPIRED);
        assertThat(identity.hub.store().certificates(BOX)).isEmpty();
        assertThat(identity.hub.events().latest(10))
                .filteredOn(event -> event.kind() == IdentityEvent.Kind.REFUSED)
                .extracting(IdentityEvent::detail)
                .containsExactly(
                        "the claim has run out",
                        "the claim is for another box",
                        "the claim is for another box");
    }

    @Test
    @Tag("V2")
    void guessingClaimsIsStopped() {
        var good = identity.claim(BOX, "");
        for (var i = 0; i < 30; i++) {
            var guess = Claim.of(identity.random).text();
            assertThat(refusal(identity.enrol(guess, BOX, keys, "")))
                    .isEqualTo(RefusalReason.CLAIM_UNKNOWN);
        }

        assertThat(refusal(identity.enrol(good.text(), BOX, keys, "")))
                .isEqualTo(RefusalReason.TOO_MANY_TRIES);
    }

    @Test
    void aNewClaimTakesTheUnusedOnesPlace() {
        var old = identity.claim(BOX, "");
        var next = identity.claim(BOX, "");

        assertThat(refusal(identity.enrol(old.text(), BOX, keys, "")))
                .isEqualTo(RefusalReason.CLAIM_UNKNOWN);
        assertThat(identity.enrol(next.text(), BOX, keys, ""))
                .isInstanceOf(EnrolmentAnswer.Issued.class);
    }

    @Test
    void aBoxWithoutAClaimWaitsForAPerson() {
        var waiting = identity.enrol("", BOX, keys, "10000000abcd");

        var box = identity.hub.queue().waiting().getFirst();
        assertThat(waiting).isEqualTo(new EnrolmentAnswer.Waiting(box.fingerprint()));
        assertThat(box.device()).isEqualTo(BOX);
        assertThat(box.address()).isEqualTo("10.0.0.7");
        assertThat(identity.hub.desk().accept(box.keyHash())).isTrue();
        var own = TestIdentity.identity(keys, identity.enrol("", BOX, keys, "10000000abcd"));
        assertThat(identity.connects(own, BOX)).isTrue();
        assertThat(identity.hub.queue().waiting()).isEmpty();
    }

    @Test
    void aBoxThatWasNotAcceptedIsToldSo() {
        identity.enrol("", BOX, keys, "");
        identity.hub.desk().refuse(identity.hub.queue().waiting().getFirst().keyHash());

        assertThat(refusal(identity.enrol("", BOX, keys, "")))
                .isEqualTo(RefusalReason.NOT_ACCEPTED);
    }

    @Test
    @Tag("T5")
    void theOldCertificateIsGoodUntilTheNextOneHasConnected() {
        var old = enrolled();
        assertThat(identity.connects(old, BOX)).isTrue();
        var nextKeys = TestIdentity.keys();

        identity.clock.advance(Duration.ofDays(270));
        var next = TestIdentity.identity(nextKeys, renew(old, nextKeys, BOX));

        assertThat(identity.connects(old, BOX)).isTrue();
        assertThat(identity.connects(next, BOX)).isTrue();
        assertThat(identity.connects(old, BOX)).isFalse();
    }

    @Test
    @Tag("T4")
    void aBoxThatWasOffForFourHundredDaysComesBackByItself() {
        var old = enrolled();
        identity.connects(old, BOX);
        var nextKeys = TestIdentity.keys();

        identity.clock.advance(Duration.ofDays(400));

        assertThat(identity.connects(old, BOX)).isFalse();
        var next = TestIdentity.identity(nextKeys, renew(old, nextKeys, BOX));
        assertThat(identity.connects(next, BOX)).isTrue();
    }

    @Test
    void aRevokedBoxIsRefusedAndNamedAndNotRenewed() {
        var own = enrolled();
        identity.connects(own, BOX);

        assertThat(identity.hub.desk().revoke(BOX, "stolen")).isEqualTo(1);

        assertThat(identity.connects(own, BOX)).isFalse();
        assertThat(refusal(renew(own, TestIdentity.keys(), BOX)))
                .isEqualTo(RefusalReason.CERTIFICATE_REVOKED);
        assertThat(identity.board.active().getFirst().evidence())
                .isEqualTo("room-7: the certificate was revoked");
    }

    @Test
    @Tag("V5")
    void aCopiedCardIsNamedOnceTheBoxHasANewerCertificate() {
        var copied = enrolled();
        identity.connects(copied, BOX);
        var nextKeys = TestIdentity.keys();
        identity.connects(TestIdentity.identity(nextKeys, renew(copied, nextKeys, BOX)), BOX);

        assertThat(refusal(renew(copied, TestIdentity.keys(), BOX)))
                .isEqualTo(RefusalReason.CERTIFICATE_REPLACED);
        assertThat(identity.connects(copied, BOX)).isFalse();
    }

    @Test
    void aCertificateOfAnotherHubOrAnotherBoxIsRefused() {
        try (var foreign = new TestIdentity(folder.resolve("foreign"), database)) {
            var claim = foreign.claim(BOX, "");
            var stranger = TestIdentity.identity(keys, foreign.enrol(claim.text(), BOX, keys, ""));

            assertThat(identity.connects(stranger, BOX)).isFalse();
            assertThat(refusal(renew(stranger, TestIdentity.keys(), BOX)))
                    .isEqualTo(RefusalReason.CERTIFICATE_FOREIGN);
        }
        var own = enrolled();
        assertThat(identity.connects(own, OTHER)).isFalse();
        assertThat(refusal(renew(own, TestIdentity.keys(), OTHER)))
                .isEqualTo(RefusalReason.CERTIFICATE_OF_ANOTHER_BOX);
        var hub = identity.hub.own();
        assertThat(identity.hub.certificates().mayConnect(hub.chain(), "Roomscribe hub")).isFalse();
    }

    @Test
    void whoHasOnlyTheCertificateCannotRenewIt() {
        var own = enrolled();
        var thief = new OwnIdentity(TestIdentity.keys().getPrivate(), List.copyOf(own.chain()));

        assertThat(refusal(renew(thief, TestIdentity.keys(), BOX)))
                .isEqualTo(RefusalReason.REQUEST_UNUSABLE);
    }

    @Test
    void aHubWhoseDatabaseWasRestoredKnowsTheCertificatesItSigned() throws Exception {
        var own = enrolled();
        identity.database.inTransaction(handle -> handle.execute("delete from device_certificate"));

        assertThat(identity.connects(own, BOX)).isTrue();
        assertThat(identity.hub.store().certificates(BOX)).hasSize(1);
    }
}

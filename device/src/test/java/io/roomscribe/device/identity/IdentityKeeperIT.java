package io.roomscribe.device.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdentityKeeperIT {
    private static final Duration LIFE = Duration.ofDays(398);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final AtomicBoolean isClockGood = new AtomicBoolean(true);
    private final AtomicInteger renewed = new AtomicInteger();
    private final HealthBoard health = new HealthBoard(System::nanoTime);
    @TempDir private Path folder;
    private ScriptedHubDesk hub;
    private Keyring keyring;
    private DeviceLogin login;
    private IdentityKeeper keeper;

    @BeforeEach
    void open() {
        hub = new ScriptedHubDesk(folder.resolve("hub"), clock, LIFE);
        keyring = new Keyring(folder.resolve("box"));
        login =
                DeviceLogin.byCertificate(
                        keyring, new PinnedTrust(List.of(), clock::instant, isClockGood::get));
        keeper =
                new IdentityKeeper(
                        IdentityConfig.defaults(),
                        new Enrolment(new DeviceId("room-7"), "", "1", keyring, hub),
                        keyring,
                        login,
                        health,
                        clock,
                        isClockGood::get,
                        new Random(3));
        keeper.onRenewed(renewed::incrementAndGet);
    }

    private void connect() {
        assertThat(login.attempt()).isPresent();
        login.connected();
    }

    @Test
    void renewsAfterTwoThirdsOfItsLifeAndNotBefore() {
        keeper.once();
        connect();
        clock.advance(LIFE.multipliedBy(60).dividedBy(100));
        keeper.once();
        assertThat(keyring.next()).isEmpty();

        clock.advance(LIFE.multipliedBy(7).dividedBy(100));
        keeper.once();

        assertThat(keyring.next()).isPresent();
        assertThat(renewed).hasValue(2);
        keeper.once();
        assertThat(hub.issued).hasSize(2);
    }

    @Test
    void boxesThatWereSetUpTogetherDoNotRenewTogether() {
        keeper.once();
        var first = IdentityKeeper.renewal(keyring.current().orElseThrow());
        var other = new Keyring(folder.resolve("other"));
        new Enrolment(new DeviceId("room-8"), "", "1", other, hub).enrol();

        assertThat(IdentityKeeper.renewal(other.current().orElseThrow())).isNotEqualTo(first);
    }

    @Test
    @Tag("T1")
    void aWrongClockRenewsNothing() {
        keeper.once();
        connect();
        isClockGood.set(false);
        clock.advance(Duration.ofDays(5000));

        keeper.once();

        assertThat(keyring.next()).isEmpty();
    }

    @Test
    @Tag("T4")
    void anExpiredCertificateIsRenewedWithItsKey() {
        keeper.once();
        connect();
        clock.advance(LIFE.plusDays(30));

        keeper.once();

        assertThat(keyring.next()).isPresent();
    }

    @Test
    void aRefusedBoxAsksWhyAndNamesTheReason() {
        keeper.once();
        connect();
        hub.answersWith =
                Optional.of(
                        new EnrolmentAnswer.Refused(
                                RefusalReason.CERTIFICATE_REVOKED, "give it a new claim"));

        assertThat(login.attempt()).isPresent();
        login.failed(true);
        keeper.once();

        assertThat(health.active().getFirst().condition())
                .isEqualTo(DeviceCondition.IDENTITY_REFUSED);
        assertThat(health.active().getFirst().evidence())
                .isEqualTo("the certificate was revoked; give it a new claim");
    }

    @Test
    void aBoxWithoutAClaimSaysWhatItShows() {
        hub.answersWith = Optional.of(new EnrolmentAnswer.Waiting("3fa2-91cc-07be"));

        keeper.once();

        assertThat(health.isRaised(DeviceCondition.NOT_ENROLLED)).isTrue();
        hub.answersWith = Optional.empty();
        keeper.once();
        assertThat(health.isRaised(DeviceCondition.NOT_ENROLLED)).isFalse();
    }
}

package io.roomscribe.device.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.device.identity.Enrolment.Step;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.PinnedTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The power fails after a step; what starts again knows only what is on the card.
final class EnrolmentFaultTest {
    private static final DeviceId BOX = new DeviceId("room-7");

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Claim claim = Claim.of(new Random(5));
    @TempDir private Path folder;
    private ScriptedHubDesk hub;

    @BeforeEach
    void startHub() {
        hub = new ScriptedHubDesk(folder.resolve("hub"), Clock.systemUTC(), Duration.ofDays(398));
    }

    private Keyring keyring() {
        return new Keyring(folder.resolve("box"));
    }

    private Enrolment enrolment(Consumer<Step> after) {
        return new Enrolment(BOX, "", "1", keyring(), hub, after);
    }

    private static Consumer<Step> cutAfter(Step when) {
        return step -> {
            if (step == when) {
                throw new PowerCut();
            }
        };
    }

    private DeviceLogin login() {
        return DeviceLogin.byCertificate(
                keyring(), new PinnedTrust(List.of(), () -> Instant.EPOCH, () -> true));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @Tag("V1")
    void aPowerCutAfterEachStepOfEnrolmentEndsInOneIdentity(Step step) {
        keyring().leaveClaim(claim);
        assertThatThrownBy(() -> enrolment(cutAfter(step)).enrol()).isInstanceOf(PowerCut.class);

        if (keyring().current().isEmpty()) {
            enrolment(done -> {}).enrol();
        }

        assertThat(hub.issued).hasSize(1);
        assertThat(keyring().current()).isPresent();
        // Until it has connected, the claim is there for another try.
        assertThat(keyring().claim()).contains(claim);
        var login = login();
        assertThat(login.attempt()).isPresent();
        login.connected();
        assertThat(keyring().claim()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    @Tag("T5")
    void aPowerCutAfterEachStepOfRenewalLeavesACertificateThatConnects(Step step) {
        enrolment(done -> {}).enrol();
        var old = keyring().current().orElseThrow();

        assertThatThrownBy(() -> enrolment(cutAfter(step)).renew(old)).isInstanceOf(PowerCut.class);

        assertThat(keyring().current().orElseThrow().chain()).isEqualTo(old.chain());
        if (keyring().next().isEmpty()) {
            enrolment(done -> {}).renew(old);
        }
        assertThat(hub.issued).hasSize(2);
        var login = login();
        assertThat(login.attempt()).isPresent();
        login.connected();
        assertThat(keyring().next()).isEmpty();
        assertThat(keyring().current().orElseThrow().chain()).isNotEqualTo(old.chain());
    }

    @Test
    @Tag("T5")
    void aRenewedCertificateThatFailsDoesNotLockTheBoxOut() {
        enrolment(done -> {}).enrol();
        enrolment(done -> {}).renew(keyring().current().orElseThrow());
        var login = login();

        assertThat(login.attempt()).isPresent();
        login.failed(false);
        assertThat(login.attempt()).isPresent();
        login.connected();

        // That was the old one; the next attempt shows the new one again.
        assertThat(keyring().next()).isPresent();
        assertThat(login.attempt()).isPresent();
        login.connected();
        assertThat(keyring().next()).isEmpty();
    }

    @Test
    void eachRenewalHasAKeyOfItsOwn() {
        enrolment(done -> {}).enrol();
        var login = login();
        for (var i = 0; i < 3; i++) {
            enrolment(done -> {}).renew(keyring().current().orElseThrow());
            assertThat(login.attempt()).isPresent();
            login.connected();
        }

        assertThat(hub.issued).hasSize(4);
    }

    @Test
    void nobodyElseMayReadTheKey() throws IOException {
        keyring().leaveClaim(claim);
        enrolment(done -> {}).enrol();

        var identity = folder.resolve("box/identity");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity)))
                .isEqualTo("rwx------");
        try (var files = Files.list(identity)) {
            for (var file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }
}

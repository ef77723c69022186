package io.roomscribe.device;

import io.roomscribe.device.clock.DeviceClock;
import io.roomscribe.device.download.HttpsHubFiles;
import io.roomscribe.device.download.HubFiles;
import io.roomscribe.device.identity.DeviceLogin;
import io.roomscribe.device.identity.Enrolment;
import io.roomscribe.device.identity.HttpsHubDesk;
import io.roomscribe.device.identity.IdentityKeeper;
import io.roomscribe.device.identity.Keyring;
import io.roomscribe.device.identity.MachineSerial;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.message.ClockQuality;
import java.nio.file.Path;
import java.util.Optional;

/// How the box shows itself to its hub, put together from the configuration: by certificate where
/// `identity.hub` is set, and else by password.
///
/// Immutable.
final class BoxIdentity {
    private final DeviceLogin login;
    private final Optional<IdentityKeeper> keeper;
    private final Optional<HubFiles> files;

    BoxIdentity(DeviceConfig config, Outside outside, DeviceClock clock, HealthBoard health) {
        var hub = config.identity().hub();
        if (hub.isEmpty()) {
            this.login = DeviceLogin.byPassword();
            this.keeper = Optional.empty();
            this.files = Optional.empty();
            return;
        }
        var trust =
                new PinnedTrust(
                        config.identity().pins(), clock::instant, () -> isGood(clock.quality()));
        var keyring = new Keyring(config.data().folder());
        this.files = Optional.of(new HttpsHubFiles(hub.get(), trust));
        this.login = DeviceLogin.byCertificate(keyring, trust);
        this.keeper =
                Optional.of(
                        new IdentityKeeper(
                                config.identity(),
                                new Enrolment(
                                        config.device().id(),
                                        MachineSerial.read(Path.of("/")),
                                        outside.softwareVersion(),
                                        keyring,
                                        new HttpsHubDesk(hub.get(), trust)),
                                keyring,
                                login,
                                health,
                                clock,
                                () -> isGood(clock.quality()),
                                outside.random()));
    }

    private static boolean isGood(ClockQuality quality) {
        return quality != ClockQuality.UNSYNCED;
    }

    DeviceLogin login() {
        return login;
    }

    /// Where releases and models come from; empty for a box that knows its hub by password only.
    Optional<HubFiles> files() {
        return files;
    }

    /// Empty for a box without certificates.
    Optional<IdentityKeeper> keeper() {
        return keeper;
    }
}

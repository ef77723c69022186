package io.roomscribe.device;

import io.roomscribe.device.decommissioning.DecommissionException;
import io.roomscribe.device.decommissioning.DecommissionFile;
import io.roomscribe.device.identity.Enrolment;
import io.roomscribe.device.identity.HttpsHubDesk;
import io.roomscribe.device.identity.IdentityFailure;
import io.roomscribe.device.identity.Keyring;
import io.roomscribe.device.identity.MachineSerial;
import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.PinnedTrust;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// `roomscribe-device enrol CLAIM [CONFIGURATION]`: makes this box known to its hub. The box's
/// software may be running or not; it looks for its certificate each second.
///
/// Confined to the thread of `Main`.
final class EnrolCommand {
    private static final Path USUAL = Path.of("/etc/roomscribe/device.conf");
    private static final String USAGE =
            "usage: roomscribe-device enrol CLAIM [CONFIGURATION]; make a claim on the hub with"
                    + " 'roomscribe device claim DEVICE'";
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int UNREACHABLE = 3;
    private static final int REFUSED = 4;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final String version;

    EnrolCommand(PrintStream out, PrintStream err, Clock clock, String version) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.version = version;
    }

    /// @return the process's exit code
    int run(List<String> words) {
        if (words.isEmpty() || words.size() > 2 || words.getFirst().startsWith("-")) {
            err.println(USAGE);
            return WRONG_USAGE;
        }
        var file = words.size() == 2 ? Path.of(words.getLast()) : USUAL;
        try {
            var claim = Claim.parse(words.getFirst());
            if (!Files.isReadable(file)) {
                return fail(
                        WRONG_USAGE,
                        "no configuration file %s; name it: 'roomscribe-device enrol CLAIM FILE'"
                                .formatted(file));
            }
            return enrol(claim, DeviceConfig.read(ConfigurationReader.of(file)), file);
        } catch (IllegalArgumentException e) {
            return fail(WRONG_USAGE, e.getMessage() + ", or make a new one on the hub");
        } catch (ConfigurationException e) {
            return fail(WRONG_USAGE, e.getMessage());
        } catch (DecommissionException e) {
            return fail(FAILED, e.getMessage());
        } catch (IdentityFailure e) {
            return fail(
                    e.code() == IdentityFailure.Code.FOLDER ? FAILED : UNREACHABLE,
                    e.getMessage() + ". The claim is kept; the box tries by itself");
        }
    }

    private int enrol(Claim claim, DeviceConfig config, Path file) {
        var hub = config.identity().hub();
        if (hub.isEmpty()) {
            return fail(
                    WRONG_USAGE,
                    "%s does not say where the hub is; set 'identity.hub' and 'identity.pins', as"
                                    .formatted(file)
                            + " 'roomscribe hub init' shows them on the hub");
        }
        // The pin proves the hub, whatever this machine's clock says.
        var trust = new PinnedTrust(config.identity().pins(), clock::instant, () -> false);
        if (new DecommissionFile(config.data().folder()).takeBackIntoService()) {
            err.println("The box was decommissioned; it is taken back into service.");
        }
        var keyring = new Keyring(config.data().folder());
        keyring.leaveClaim(claim);
        var enrolment =
                new Enrolment(
                        config.device().id(),
                        MachineSerial.read(Path.of("/")),
                        version,
                        keyring,
                        new HttpsHubDesk(hub.get(), trust));
        return switch (enrolment.enrol()) {
            case EnrolmentAnswer.Issued _ -> {
                out.println("%s is known to the hub now.".formatted(config.device().id()));
                err.println("Next: 'roomscribe-device status' says when it is connected.");
                yield OK;
            }
            case EnrolmentAnswer.Waiting(var fingerprint) -> {
                out.println("The hub asks a person to accept the box; it shows " + fingerprint);
                yield OK;
            }
            case EnrolmentAnswer.Refused refused ->
                    fail(
                            REFUSED,
                            "the hub refuses: %s; %s"
                                    .formatted(refused.reason().text(), refused.detail()));
        };
    }

    private int fail(int code, String what) {
        err.println("roomscribe-device: " + what);
        return code;
    }
}

package io.roomscribe.device.identity;

import io.roomscribe.device.identity.IdentityFailure.Code;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.CertificateRequest;
import io.roomscribe.protocol.identity.Claim;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.RenewalRequest;
import java.security.KeyPair;
import java.util.function.Consumer;

/// The exchange of a claim for a certificate, and of a certificate for the next one, in steps that
/// can each be the last before the power fails: whoever starts again goes on with the same key and
/// ends up with the same identity.
///
/// Confined to one thread at a time.
public final class Enrolment {
    /// What has just been done; tests cut the power there.
    enum Step {
        KEY_MADE,
        ANSWERED,
        STORED
    }

    private final DeviceId device;
    private final String serial;
    private final String software;
    private final Keyring keyring;
    private final HubDesk hub;
    private final Consumer<Step> after;

    /// @param serial of the machine, empty when it has none
    /// @param software this release's version
    public Enrolment(
            DeviceId device, String serial, String software, Keyring keyring, HubDesk hub) {
        this(device, serial, software, keyring, hub, step -> {});
    }

    Enrolment(
            DeviceId device,
            String serial,
            String software,
            Keyring keyring,
            HubDesk hub,
            Consumer<Step> after) {
        this.device = device;
        this.serial = serial;
        this.software = software;
        this.keyring = keyring;
        this.hub = hub;
        this.after = after;
    }

    /// Asks for a certificate: with the claim, or to be accepted by a person. What comes is kept.
    ///
    /// @throws IdentityFailure when the hub cannot be asked
    public EnrolmentAnswer enrol() {
        var keys = keyring.pendingKeys();
        after.accept(Step.KEY_MADE);
        var claim = keyring.claim();
        var answer =
                hub.enrol(
                        new EnrolmentRequest(
                                claim.map(Claim::text).orElse(""),
                                CertificateRequest.of(device, keys),
                                serial,
                                software));
        // A claim for a box that has a certificate says: forget that one.
        return kept(keys, answer, claim.isPresent());
    }

    /// Asks for the next certificate. What comes is kept beside the current one.
    ///
    /// @throws IdentityFailure when the hub cannot be asked
    EnrolmentAnswer renew(OwnIdentity current) {
        var keys = keyring.pendingKeys();
        after.accept(Step.KEY_MADE);
        var answer =
                hub.renew(
                        RenewalRequest.of(
                                Pem.of(current.certificate()),
                                current.key(),
                                CertificateRequest.of(device, keys)));
        return kept(keys, answer, false);
    }

    private EnrolmentAnswer kept(KeyPair keys, EnrolmentAnswer answer, boolean replacesCurrent) {
        after.accept(Step.ANSWERED);
        if (answer instanceof EnrolmentAnswer.Issued(var chain)) {
            check(keys, chain);
            keyring.keep(keys, chain, replacesCurrent);
            after.accept(Step.STORED);
        }
        return answer;
    }

    private static void check(KeyPair keys, String chain) {
        try {
            var own = Pem.certificates(chain).getFirst();
            if (own.getPublicKey().equals(keys.getPublic())) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new IdentityFailure(Code.NONSENSE, "the hub sent no certificate", e);
        }
        throw new IdentityFailure(Code.NONSENSE, "the hub sent another box's certificate");
    }
}

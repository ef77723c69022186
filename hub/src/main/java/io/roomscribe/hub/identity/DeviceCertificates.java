package io.roomscribe.hub.identity;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.RefusalReason;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// Whether a box may connect with the certificate it shows. TLS has proven by then that it has the
/// key; everything else is decided here, so that each refusal has a name.
///
/// Thread-safe.
public final class DeviceCertificates {
    private final Authority authority;
    private final IdentityStore store;
    private final RefusedBoxes refusedBoxes;
    private final Clock clock;

    DeviceCertificates(
            Authority authority, IdentityStore store, RefusedBoxes refusedBoxes, Clock clock) {
        this.authority = authority;
        this.store = store;
        this.refusedBoxes = refusedBoxes;
        this.clock = clock;
    }

    /// The first time a certificate is used, its claim is burnt and what the box had before ends.
    public boolean mayConnect(List<X509Certificate> chain, String clientId) {
        if (chain.isEmpty()) {
            return false;
        }
        var certificate = chain.getFirst();
        var reason = refusal(certificate, clientId);
        if (reason.isPresent()) {
            refusedBoxes.refused(clientId, reason.get(), "certificate " + serialOf(certificate));
            return false;
        }
        var device = new DeviceId(clientId);
        var known = store.certificate(serialOf(certificate)).orElseGet(() -> adopt(chain, device));
        if (known.connectedAt().isEmpty()) {
            store.connected(known, clock.instant());
            refusedBoxes.rekeyed(device);
        }
        refusedBoxes.letIn(device);
        return true;
    }

    private Optional<RefusalReason> refusal(X509Certificate certificate, String clientId) {
        if (!isOurs(certificate, authority)) {
            return Optional.of(RefusalReason.CERTIFICATE_FOREIGN);
        }
        if (!nameOf(certificate).equals(clientId)) {
            return Optional.of(RefusalReason.CERTIFICATE_OF_ANOTHER_BOX);
        }
        var end = store.certificate(serialOf(certificate)).flatMap(DeviceCertificate::end);
        if (end.isPresent()) {
            return end;
        }
        return clock.instant().isAfter(certificate.getNotAfter().toInstant())
                ? Optional.of(RefusalReason.CERTIFICATE_EXPIRED)
                : Optional.empty();
    }

    /// One that a root of ours signed and no table knows: the hub's database is older than it, as
    /// after a backup was restored.
    private DeviceCertificate adopt(List<X509Certificate> chain, DeviceId device) {
        var now = clock.instant();
        var keyHash = Sha256.hex(chain.getFirst().getPublicKey().getEncoded());
        var row = row(chain, device, keyHash, "", now);
        store.issue(
                row,
                new IdentityEvent(
                        now,
                        device,
                        IdentityEvent.Kind.CERTIFICATE_ISSUED,
                        "certificate %s, by this hub before its database was restored"
                                .formatted(row.serial())));
        return row;
    }

    static DeviceCertificate row(
            List<X509Certificate> chain,
            DeviceId device,
            String keyHash,
            String claimHash,
            Instant now) {
        return new DeviceCertificate(
                serialOf(chain.getFirst()),
                device,
                keyHash,
                claimHash,
                Pem.of(chain),
                now,
                chain.getFirst().getNotAfter().toInstant(),
                Optional.empty(),
                Optional.empty());
    }

    /// Signed by one of the roots, and made for a box.
    static boolean isOurs(X509Certificate certificate, Authority authority) {
        return authority.roots().stream().anyMatch(root -> isSignedBy(certificate, root))
                && isForBoxes(certificate);
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate root) {
        try {
            certificate.verify(root.getPublicKey());
            return certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The hub's own certificate has the same issuer.
    private static boolean isForBoxes(X509Certificate certificate) {
        try {
            var uses = certificate.getExtendedKeyUsage();
            return uses != null
                    && uses.contains("1.3.6.1.5.5.7.3.2")
                    && certificate.getBasicConstraints() < 0;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The CN, empty when there is not exactly one.
    static String nameOf(X509Certificate certificate) {
        try {
            var names =
                    new LdapName(certificate.getSubjectX500Principal().getName())
                            .getRdns().stream()
                                    .filter(one -> one.getType().equalsIgnoreCase("CN"))
                                    .map(one -> String.valueOf(one.getValue()))
                                    .toList();
            return names.size() == 1 ? names.getFirst() : "";
        } catch (InvalidNameException e) {
            return "";
        }
    }

    static String serialOf(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }
}

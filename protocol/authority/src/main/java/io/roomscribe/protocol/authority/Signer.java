package io.roomscribe.protocol.authority;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.IdentityKeys;
import io.roomscribe.protocol.identity.OwnIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates of the three kinds there are: root, server, box. EC keys on P-256, which
/// every TLS there is understands.
///
/// Immutable.
final class Signer {
    /// A certificate is good a little earlier: two machines' clocks differ.
    private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

    private final RandomGenerator random;

    Signer(RandomGenerator random) {
        this.random = random;
    }

    OwnIdentity root(String name, Instant now, Duration life) {
        var keys = IdentityKeys.make();
        // Two roots need two names: a path is built by them.
        var id = HexFormat.of().toHexDigits(random.nextInt());
        var subject = new X500Principal("CN=Roomscribe " + name + " " + id);
        var certificate =
                sign(
                        subject,
                        keys.getPrivate(),
                        subject,
                        keys.getPublic(),
                        now,
                        life,
                        Kind.ROOT,
                        List.of());
        return new OwnIdentity(keys.getPrivate(), List.of(certificate));
    }

    OwnIdentity server(OwnIdentity root, ServerNames names, Instant now, Duration life) {
        var keys = IdentityKeys.make();
        var alternatives =
                Stream.concat(
                                names.names().stream()
                                        .map(one -> new GeneralName(GeneralName.dNSName, one)),
                                names.addresses().stream()
                                        .map(one -> new GeneralName(GeneralName.iPAddress, one)))
                        .toList();
        var certificate =
                sign(
                        root.certificate().getSubjectX500Principal(),
                        root.key(),
                        new X500Principal("CN=Roomscribe hub"),
                        keys.getPublic(),
                        now,
                        life,
                        Kind.SERVER,
                        alternatives);
        return new OwnIdentity(keys.getPrivate(), List.of(certificate, root.certificate()));
    }

    List<X509Certificate> device(
            OwnIdentity root, DeviceId device, PublicKey key, Instant now, Duration life) {
        var certificate =
                sign(
                        root.certificate().getSubjectX500Principal(),
                        root.key(),
                        new X500Principal("CN=" + device),
                        key,
                        now,
                        life,
                        Kind.DEVICE,
                        List.of());
        return List.of(certificate, root.certificate());
    }

    private enum Kind {
        ROOT,
        SERVER,
        DEVICE
    }

    private X509Certificate sign(
            X500Principal issuer,
            PrivateKey issuerKey,
            X500Principal subject,
            PublicKey subjectKey,
            Instant now,
            Duration life,
            Kind kind,
            List<GeneralName> alternatives) {
        var from = now.minus(CLOCK_DIFFERENCE);
        var builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        serialNumber(),
                        Date.from(from),
                        Date.from(from.plus(life)),
                        subject,
                        subjectKey);
        try {
            var isRoot = kind == Kind.ROOT;
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    isRoot ? new BasicConstraints(0) : new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            isRoot
                                    ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                    : KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(subjectKey));
            if (!isRoot) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(
                                kind == Kind.SERVER
                                        ? KeyPurposeId.id_kp_serverAuth
                                        : KeyPurposeId.id_kp_clientAuth));
            }
            if (!alternatives.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(alternatives.toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(issuerKey)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    private BigInteger serialNumber() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        // Positive, and with a first byte that is not zero.
        bytes[0] = (byte) ((bytes[0] & 0x3f) | 0x40);
        return new BigInteger(bytes);
    }
}

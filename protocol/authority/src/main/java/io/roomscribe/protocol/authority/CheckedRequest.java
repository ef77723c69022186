package io.roomscribe.protocol.authority;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.authority.AuthorityException.Code;
import io.roomscribe.protocol.identity.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/// A certificate request whose sender has the key it asks a certificate for.
///
/// Immutable.
public record CheckedRequest(DeviceId device, PublicKey key) {
    private static final int P256_BITS = 256;

    /// @throws AuthorityException when it is none, of another kind of key, or signed with another
    public static CheckedRequest parse(String pem) {
        try {
            var request = new JcaPKCS10CertificationRequest(Pem.request(pem));
            var key = request.getPublicKey();
            if (!(key instanceof ECPublicKey ec)
                    || ec.getParams().getOrder().bitLength() != P256_BITS) {
                throw bad("its key is not one of P-256");
            }
            var verifier = new JcaContentVerifierProviderBuilder().build(key);
            if (!request.isSignatureValid(verifier)) {
                throw bad("it is not signed with the key it asks for");
            }
            var names = request.getSubject().getRDNs(BCStyle.CN);
            if (names.length != 1) {
                throw bad("it names no box");
            }
            return new CheckedRequest(
                    new DeviceId(IETFUtils.valueToString(names[0].getFirst().getValue())), key);
        } catch (IOException
                | IllegalArgumentException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException e) {
            throw new AuthorityException(
                    Code.BAD_REQUEST, "cannot sign a certificate request", "send a new one", e);
        }
    }

    private static AuthorityException bad(String why) {
        return new AuthorityException(
                Code.BAD_REQUEST, "cannot sign a certificate request: " + why, "send a new one");
    }

    /// SHA-256 of the public key in hex: what a box is known by before it has a certificate.
    public String keyHash() {
        return Sha256.hex(key.getEncoded());
    }
}

package io.roomscribe.protocol.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/// A private key and the certificates that speak for it, its own first.
///
/// Immutable.
public record OwnIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] PROBE = {1, 2, 3, 4};

    public OwnIdentity {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Whether the certificate is this key's.
    public boolean isPair() {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(PROBE);
            var signed = signature.sign();
            // By its key: a root is not meant to sign anything but certificates.
            signature.initVerify(certificate().getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Without the key.
    @Override
    public String toString() {
        return "OwnIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}

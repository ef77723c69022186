package io.roomscribe.protocol.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// A private key and the certificates that speak for it, its own first.
///
/// Immutable.
public record OwnIdentity(PrivateKey key, List<X509Certificate> chain) {
    public OwnIdentity {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Without the key.
    @Override
    public String toString() {
        return "OwnIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}

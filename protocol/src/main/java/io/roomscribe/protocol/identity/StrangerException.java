package io.roomscribe.protocol.identity;

import java.security.cert.CertificateException;

/// Who answers where the hub should be has a certificate of somebody else's. On a network that
/// looks into encrypted connections that somebody is the network.
public final class StrangerException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String issuer;

    StrangerException(String issuer) {
        super("its certificate is issued by '" + issuer + "', not by the hub");
        this.issuer = issuer;
    }

    /// Who opens the connections, as far as the certificate tells.
    public String issuer() {
        return issuer;
    }
}

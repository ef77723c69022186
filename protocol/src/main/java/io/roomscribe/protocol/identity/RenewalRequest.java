package io.roomscribe.protocol.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/// What a box sends to `POST /renew`: the certificate it has, which may have run out, a request for
/// the next one, and the old key's signature over that request.
///
/// Immutable.
///
/// @param certificate PEM
/// @param request PKCS#10 as PEM, for a new key
/// @param signature Base64
public record RenewalRequest(String certificate, String request, String signature) {
    public static final String PATH = "/renew";

    public static RenewalRequest of(String certificate, PrivateKey key, String request) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(signed(request));
            return new RenewalRequest(
                    certificate, request, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with an EC key", e);
        }
    }

    /// Whether its sender has the old certificate's key.
    public boolean isSignedBy(PublicKey key) {
        try {
            var check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(signed(request));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /// With a purpose in front, so that it is good for nothing else.
    private static byte[] signed(String request) {
        return ("roomscribe renewal\n" + request).getBytes(StandardCharsets.UTF_8);
    }
}

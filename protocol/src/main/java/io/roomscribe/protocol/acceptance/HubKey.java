package io.roomscribe.protocol.acceptance;

import io.roomscribe.protocol.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// The key a hub signs reports with.
///
/// Immutable.
public final class HubKey {
    private static final String HEAD = "roomscribe-report-key";

    private final PrivateKey secret;
    private final String open;

    private HubKey(PrivateKey secret, String open) {
        this.secret = secret;
        this.open = open;
    }

    public static HubKey make() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new HubKey(
                    pair.getPrivate(),
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /// Reads what [#text] wrote.
    ///
    /// @throws IllegalArgumentException when it is something else; without its content
    public static HubKey parse(String text) {
        var parts = text.strip().split("\\s+", -1);
        try {
            if (parts.length == 3 && parts[0].equals(HEAD)) {
                return new HubKey(
                        KeyFactory.getInstance("Ed25519")
                                .generatePrivate(
                                        new PKCS8EncodedKeySpec(
                                                Base64.getDecoder().decode(parts[1]))),
                        parts[2]);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not the file of a report key");
        }
        throw new IllegalArgumentException("not the file of a report key");
    }

    /// Both halves, for a file that only its owner may read.
    public String text() {
        return "%s %s %s%n"
                .formatted(HEAD, Base64.getEncoder().encodeToString(secret.getEncoded()), open);
    }

    /// The open half: X.509 in Base64.
    public String open() {
        return open;
    }

    public String fingerprint() {
        return fingerprint(open);
    }

    static String fingerprint(String open) {
        return "sha256:" + Sha256.hex(open);
    }

    byte[] sign(byte[] content) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with Ed25519", e);
        }
    }
}

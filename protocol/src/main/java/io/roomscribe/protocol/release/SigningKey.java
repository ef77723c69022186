package io.roomscribe.protocol.release;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The secret half of a [ReleaseKey]. It belongs on a computer without a network, never on a hub.
///
/// Immutable.
public final class SigningKey {
    private static final String HEAD = "roomscribe-release-key";

    private final PrivateKey secret;
    private final ReleaseKey open;

    private SigningKey(PrivateKey secret, ReleaseKey open) {
        this.secret = secret;
        this.open = open;
    }

    public static SigningKey make() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(pair.getPrivate(), ReleaseKey.of(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /// Reads what [#text] wrote.
    ///
    /// @throws IllegalArgumentException when it is something else; without its content
    public static SigningKey parse(String text) {
        var parts = text.strip().split("\\s+", -1);
        if (parts.length != 3 || !parts[0].equals(HEAD)) {
            throw new IllegalArgumentException("not a file of 'roomscribe release keygen'");
        }
        try {
            var factory = KeyFactory.getInstance("Ed25519");
            var decoder = Base64.getDecoder();
            return new SigningKey(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(parts[1]))),
                    ReleaseKey.of(
                            factory.generatePublic(
                                    new X509EncodedKeySpec(decoder.decode(parts[2])))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a file of 'roomscribe release keygen'");
        }
    }

    /// Both halves, for a file that only its owner may read.
    public String text() {
        return "%s %s %s%n"
                .formatted(
                        HEAD,
                        Base64.getEncoder().encodeToString(secret.getEncoded()),
                        open.value().substring("ed25519:".length()));
    }

    public ReleaseKey open() {
        return open;
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

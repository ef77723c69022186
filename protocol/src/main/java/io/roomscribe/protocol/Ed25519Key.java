package io.roomscribe.protocol;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// A pair of Ed25519 keys as one line of text, and what is done with it: sign and check.
///
/// Immutable.
public final class Ed25519Key {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final String open;

    private Ed25519Key(PrivateKey secret, String open) {
        this.secret = secret;
        this.open = open;
    }

    public static Ed25519Key make() {
        try {
            var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new Ed25519Key(
                    pair.getPrivate(),
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /// Reads what [#text] wrote.
    ///
    /// @param head what the line begins with: what the key is for
    /// @throws IllegalArgumentException when it is something else; without its content
    public static Ed25519Key parse(String head, String text) {
        var parts = text.strip().split("\\s+", -1);
        if (parts.length == 3 && parts[0].equals(head) && isOpenKey(parts[2])) {
            try {
                var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[1]));
                return new Ed25519Key(
                        KeyFactory.getInstance(ALGORITHM).generatePrivate(encoded), parts[2]);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException("not the file of a key");
            }
        }
        throw new IllegalArgumentException("not the file of a key");
    }

    /// Both halves, for a file that only its owner may read.
    public String text(String head) {
        return "%s %s %s%n"
                .formatted(head, Base64.getEncoder().encodeToString(secret.getEncoded()), open);
    }

    /// The open half: X.509 in Base64.
    public String open() {
        return open;
    }

    public byte[] sign(byte[] content) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with Ed25519", e);
        }
    }

    /// Whether the text is an open half.
    public static boolean isOpenKey(String open) {
        try {
            return decode(open).getEncoded().length > 0;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether the key with this open half has signed the content; false for what is no key or no
    /// signature.
    public static boolean hasSigned(String open, byte[] content, byte[] signature) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(decode(open));
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey decode(String open) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(open)));
    }
}

package io.roomscribe.protocol.release;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.roomscribe.protocol.configuration.SettingForm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// A public Ed25519 key that releases are checked with.
///
/// Immutable.
///
/// @param value `ed25519:` and the key's X.509 form in Base64
@SettingForm("release key: ed25519: and Base64, as 'roomscribe release keygen' shows it")
public record ReleaseKey(@JsonValue String value) {
    private static final String PREFIX = "ed25519:";

    @JsonCreator
    public ReleaseKey {
        value = value.strip();
        var _ = decode(value);
    }

    public static ReleaseKey parse(String text) {
        return new ReleaseKey(text);
    }

    static ReleaseKey of(PublicKey key) {
        return new ReleaseKey(PREFIX + Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    boolean hasSigned(byte[] content, byte[] signature) {
        try {
            var check = Signature.getInstance("Ed25519");
            check.initVerify(decode(value));
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PublicKey decode(String value) {
        try {
            if (!value.startsWith(PREFIX)) {
                throw new IllegalArgumentException("a release key begins with " + PREFIX);
            }
            var bytes = Base64.getDecoder().decode(value.substring(PREFIX.length()));
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this is no Ed25519 key", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.roomscribe.protocol.release;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.roomscribe.protocol.Ed25519Key;
import io.roomscribe.protocol.configuration.SettingForm;

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
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a release key begins with " + PREFIX);
        }
        if (!Ed25519Key.isOpenKey(open(value))) {
            throw new IllegalArgumentException("this is no Ed25519 key");
        }
    }

    public static ReleaseKey parse(String text) {
        return new ReleaseKey(text);
    }

    static ReleaseKey of(Ed25519Key key) {
        return new ReleaseKey(PREFIX + key.open());
    }

    boolean hasSigned(byte[] content, byte[] signature) {
        return Ed25519Key.hasSigned(open(value), content, signature);
    }

    private static String open(String value) {
        return value.substring(PREFIX.length());
    }

    @Override
    public String toString() {
        return value;
    }
}

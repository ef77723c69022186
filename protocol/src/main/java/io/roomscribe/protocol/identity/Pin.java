package io.roomscribe.protocol.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.roomscribe.protocol.Sha256;
import io.roomscribe.protocol.configuration.SettingForm;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.regex.Pattern;

/// A root certificate that is trusted: the SHA-256 of its public key, so that a root may be renewed
/// with its key.
///
/// Immutable.
///
/// @param value `sha256:` and 64 hex digits
@SettingForm("pin: sha256: and 64 hex digits")
public record Pin(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    @JsonCreator
    public Pin {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a pin is 'sha256:' and 64 hex digits");
        }
    }

    public static Pin parse(String text) {
        return new Pin(text);
    }

    public static Pin of(X509Certificate certificate) {
        return new Pin("sha256:" + Sha256.hex(certificate.getPublicKey().getEncoded()));
    }

    @Override
    public String toString() {
        return value;
    }
}

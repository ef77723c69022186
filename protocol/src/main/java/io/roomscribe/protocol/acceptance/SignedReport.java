package io.roomscribe.protocol.acceptance;

import io.roomscribe.protocol.Ed25519Key;
import io.roomscribe.protocol.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A report with its signature. The report is kept as the text that was signed, so that nobody
/// needs to write it the same way again.
///
/// Immutable.
///
/// @param report JSON, see [AcceptanceReport]
/// @param key of the hub that signed: Ed25519, X.509 in Base64
/// @param signature Ed25519 over the report's UTF-8, in Base64
public record SignedReport(String report, String key, String signature) {
    public static SignedReport of(AcceptanceReport report, HubKey key) {
        var text = RecordJson.write(report);
        return new SignedReport(
                text,
                key.open(),
                Base64.getEncoder()
                        .encodeToString(key.sign(text.getBytes(StandardCharsets.UTF_8))));
    }

    /// @throws IllegalArgumentException when it is something else
    public static SignedReport parse(String text) {
        return RecordJson.read(text, SignedReport.class);
    }

    public String text() {
        return RecordJson.write(this);
    }

    /// What it says, whether or not it was changed.
    ///
    /// @throws IllegalArgumentException when it is no report
    public AcceptanceReport unchecked() {
        return RecordJson.read(report, AcceptanceReport.class);
    }

    /// Whether it is as its key signed it. Whose key that is says [#fingerprint].
    public boolean hasGoodSignature() {
        try {
            return Ed25519Key.hasSigned(
                    key,
                    report.getBytes(StandardCharsets.UTF_8),
                    Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// What two people compare to know that a key is the hub's.
    public String fingerprint() {
        return HubKey.fingerprint(key);
    }
}

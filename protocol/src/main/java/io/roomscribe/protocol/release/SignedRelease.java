package io.roomscribe.protocol.release;

import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.release.ReleaseException.Code;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// A manifest with its signature: the file `release.json` of a release. The manifest is kept as the
/// text that was signed, so that nobody needs to write it the same way again.
///
/// Immutable.
///
/// @param manifest JSON, see [ReleaseManifest]
/// @param signature Ed25519 over the manifest's UTF-8, in Base64
public record SignedRelease(String manifest, String signature) {
    public static final String FILE = "release.json";

    /// Where a box finds the releases of its hub, on the enrolment port.
    public static final String PATH = "/releases";

    public static SignedRelease of(ReleaseManifest manifest, SigningKey key) {
        var text = RecordJson.write(manifest);
        return new SignedRelease(
                text,
                Base64.getEncoder()
                        .encodeToString(key.sign(text.getBytes(StandardCharsets.UTF_8))));
    }

    /// @throws ReleaseException when it is something else
    public static SignedRelease parse(String text) {
        try {
            return RecordJson.read(text, SignedRelease.class);
        } catch (IllegalArgumentException e) {
            throw new ReleaseException(Code.UNREADABLE, "this is no signed release");
        }
    }

    public String text() {
        return RecordJson.write(this);
    }

    /// What it says, whoever signed it; for showing only.
    public ReleaseManifest unchecked() {
        try {
            return RecordJson.read(manifest, ReleaseManifest.class);
        } catch (IllegalArgumentException e) {
            throw new ReleaseException(Code.UNREADABLE, "this is no manifest of a release");
        }
    }

    /// What it says.
    ///
    /// @throws ReleaseException when none of the keys has signed it
    public ReleaseManifest checked(List<ReleaseKey> keys) {
        var content = manifest.getBytes(StandardCharsets.UTF_8);
        var bytes = signatureBytes();
        if (keys.stream().noneMatch(key -> key.hasSigned(content, bytes))) {
            throw new ReleaseException(
                    Code.WRONG_SIGNATURE, "the release is signed by nobody that is trusted");
        }
        return unchecked();
    }

    private byte[] signatureBytes() {
        try {
            return Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            throw new ReleaseException(
                    Code.WRONG_SIGNATURE, "the release has no readable signature");
        }
    }
}

package io.roomscribe.provisioning.image;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A file that the box gets at its first start.
///
/// Immutable.
///
/// @param mode octal, as `0600`
record PlacedFile(String path, String mode, String content) {
    /// Survives every format's quoting.
    String base64() {
        return Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }
}

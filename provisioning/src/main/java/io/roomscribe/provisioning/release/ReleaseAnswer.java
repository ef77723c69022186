package io.roomscribe.provisioning.release;

import io.roomscribe.protocol.release.ReleaseManifest;

/// A release as the commands answer with it in JSON.
///
/// Immutable.
record ReleaseAnswer(String version, boolean allowsDowngrade, int files, long bytes) {
    static ReleaseAnswer of(ReleaseManifest manifest) {
        return new ReleaseAnswer(
                manifest.version().value(),
                manifest.allowsDowngrade(),
                manifest.files().size(),
                manifest.bytes());
    }
}

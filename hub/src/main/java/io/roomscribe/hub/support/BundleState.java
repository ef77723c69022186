package io.roomscribe.hub.support;

import java.time.Instant;
import java.util.Optional;

/// A box's support bundle as it stands.
///
/// Immutable.
///
/// @param file its name; empty before the box has packed it
/// @param here bytes that have come
/// @param sha256 64 hexadecimal digits, or empty like `file`
/// @param reason why it is broken off or failed; otherwise empty
/// @param expiresAt when it goes from the hub
public record BundleState(
        BundleStage stage,
        String file,
        long bytes,
        long here,
        String sha256,
        String reason,
        Optional<Instant> expiresAt) {
    static final BundleState NONE = bare(BundleStage.NONE, "");
    static final BundleState PACKING = bare(BundleStage.PACKING, "");

    static BundleState bare(BundleStage stage, String reason) {
        return new BundleState(stage, "", 0, 0, "", reason, Optional.empty());
    }

    static BundleState of(BundleStage stage, BundleNote note, long here, String reason) {
        return new BundleState(
                stage,
                note.file(),
                note.bytes(),
                here,
                note.sha256(),
                reason,
                Optional.of(note.expiresAt()));
    }
}

package io.roomscribe.protocol.identity;

import io.roomscribe.protocol.DeviceId;

/// What a hub says that a revocation would do, without doing it.
///
/// Immutable.
///
/// @param known whether the hub ever gave this box a certificate, or holds a claim for it
/// @param certificates how many would end
/// @param claims how many that nobody has used would go
public record RevocationOutlook(DeviceId device, boolean known, int certificates, int claims) {

    /// Whether the box has any right to connect that could be taken away.
    public boolean hasRights() {
        return certificates > 0 || claims > 0;
    }
}

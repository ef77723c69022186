package io.roomscribe.hub.fleet;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.Message.TwinDesired;
import io.roomscribe.protocol.message.Message.TwinReported;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a box is to be configured with, and what it made of that.
///
/// Immutable.
///
/// @param reportedAt hub's clock; empty before the first report
public record DeviceTwin(
        DeviceId device, TwinDesired desired, TwinReported reported, Optional<Instant> reportedAt) {

    /// Desired keys that are not in force as desired: not heard of yet, refused, or waiting for a
    /// restart.
    public List<String> delta() {
        return desired.settings().entrySet().stream()
                .filter(wanted ->
                        !Objects.equals(
                                wanted.getValue(), reported.settings().get(wanted.getKey())))
                .map(wanted -> wanted.getKey())
                .toList();
    }
}

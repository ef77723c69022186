package io.roomscribe.device.link;

import io.roomscribe.device.identity.DeviceIdentity;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.DeviceState;
import java.util.function.Supplier;

/// What a birth says of the box.
///
/// @param state asked each second; a change is published
public record DeviceFacts(
        DeviceIdentity identity,
        String softwareVersion,
        Supplier<DeviceState> state,
        Supplier<ClockQuality> clock) {}

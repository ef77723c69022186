package io.roomscribe.device.machine;

import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// From when on the computer under the box is said to be unwell.
///
/// Immutable.
public record MachineConfig(
        @Setting(
                        "Degrees Celsius of the processor from which `too-hot` is told. A Raspberry Pi slows"
                                + " down at 80 to 85.")
                int temperatureMax,
        @Setting("Memory that other programs leave below which `memory-low` is told.")
                DataSize freeMemoryMin,
        @Setting("Time for one small forced write above which `storage-slow` is told.")
                Duration writeTimeMax) {

    public static MachineConfig defaults() {
        return new MachineConfig(80, DataSize.parse("48MiB"), Duration.ofSeconds(1));
    }
}

package io.roomscribe.provisioning.device;

import java.util.List;

/// The Java flags of a box's process: little memory, few threads of the virtual machine's own.
/// Measured with `./roomscribe bench device`; the speech worker has its own, set by the box.
public final class DeviceJvm {
    /// In front of `-jar`.
    public static final List<String> FLAGS =
            List.of(
                    "-Xmx96m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=32m",
                    "-XX:-UsePerfData");

    private DeviceJvm() {}
}

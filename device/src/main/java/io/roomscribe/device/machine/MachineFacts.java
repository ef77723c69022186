package io.roomscribe.device.machine;

import io.roomscribe.protocol.message.ClockQuality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Where the computer under the box is asked.
///
/// Immutable.
///
/// @param proc the kernel's `/proc`
/// @param thermal the kernel's `/sys/class/thermal`
/// @param throttling the answer of `vcgencmd get_throttled`, empty where there is none
/// @param writeTime how long the last forced write took
/// @param certificateEnd until when the box's certificate is good, empty when it has none
public record MachineFacts(
        Path proc,
        Path thermal,
        Supplier<Optional<String>> throttling,
        Supplier<ClockQuality> clock,
        Supplier<Duration> writeTime,
        Supplier<Optional<Instant>> certificateEnd) {

    /// This computer's.
    public static MachineFacts ofThisMachine(
            Supplier<ClockQuality> clock,
            Supplier<Duration> writeTime,
            Supplier<Optional<Instant>> certificateEnd) {
        return new MachineFacts(
                Path.of("/proc"),
                Path.of("/sys/class/thermal"),
                Firmware.ofRaspberryPi(),
                clock,
                writeTime,
                certificateEnd);
    }
}

package io.roomscribe.device;

import io.roomscribe.device.update.RunningRelease;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.time.Ticker;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What the process takes from the machine, handed in by `Main` alone.
///
/// @param recentLog the last log lines
/// @param bootId the kernel's boot id
/// @param running which release this process is
/// @param clockQuality how good the wall clock is now
/// @param environment of the process
/// @param configuration the configuration file's keys and values with these on top
/// @param terminal where a line can be drawn, empty where nobody would see it
record Outside(
        Clock clock,
        Ticker ticker,
        RandomGenerator random,
        String bootId,
        Supplier<ClockQuality> clockQuality,
        RunningRelease running,
        Supplier<String> recentLog,
        Map<String, String> environment,
        Optional<PrintStream> terminal,
        Function<Map<String, String>, Map<String, String>> configuration) {

    /// The same machine by another clock.
    Outside with(Clock newClock, Supplier<ClockQuality> newQuality) {
        return new Outside(
                newClock,
                ticker,
                random,
                bootId,
                newQuality,
                running,
                recentLog,
                environment,
                terminal,
                configuration);
    }

    String softwareVersion() {
        return running.version();
    }
}

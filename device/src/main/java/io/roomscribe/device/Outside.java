package io.roomscribe.device;

import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.time.Ticker;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What the process takes from the machine, handed in by `Main` alone.
///
/// @param recentLog the last log lines
/// @param bootId the kernel's boot id
/// @param clockQuality how good the wall clock is now
record Outside(
        Clock clock,
        Ticker ticker,
        RandomGenerator random,
        String bootId,
        Supplier<ClockQuality> clockQuality,
        String softwareVersion,
        Supplier<String> recentLog) {}

package io.roomscribe.provisioning.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Durations and their percentiles, by nearest rank.
///
/// Thread-safe.
final class Percentiles {
    private final List<Long> millis = new ArrayList<>();

    synchronized void add(Duration duration) {
        millis.add(duration.toMillis());
    }

    synchronized int count() {
        return millis.size();
    }

    /// The smallest value that `percent` of all values do not exceed.
    synchronized OptionalLong millis(int percent) {
        if (millis.isEmpty()) {
            return OptionalLong.empty();
        }
        var sorted = millis.stream().sorted().toList();
        var rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return OptionalLong.of(sorted.get(Math.max(0, rank - 1)));
    }
}

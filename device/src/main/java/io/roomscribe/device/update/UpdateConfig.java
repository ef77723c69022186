package io.roomscribe.device.update;

import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.configuration.Setting;
import io.roomscribe.protocol.release.ReleaseKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings `update.*`: whose releases the box takes, and when.
///
/// Immutable.
public record UpdateConfig(
        @Setting(
                        "Public keys that releases must be signed with, one of them each; two while the key"
                                + " is changed. Empty: the box takes no update.")
                List<ReleaseKey> keys,
        @Setting("Hours in which the box may restart for an update. Empty: at any time.")
                Optional<MaintenanceWindow> window,
        @Setting("Most bytes a second that a download takes of the network.") DataSize bandwidthMax,
        @Setting(
                        "How long a new release has to prove itself: audio reaches storage and the hub has"
                                + " acknowledged. After that the box goes back to the one before.")
                Duration trialTime,
        @Setting("How long audio must reach storage without a break before a release is trusted.")
                Duration healthyTime) {
    private static final int KEYS_MAX = 2;

    public UpdateConfig {
        keys = List.copyOf(keys);
        if (keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException("'update.keys' takes two keys at most");
        }
        if (bandwidthMax.bytes() < 1024) {
            throw new IllegalArgumentException("'update.bandwidth-max' is less than 1KiB");
        }
        if (healthyTime.compareTo(trialTime) >= 0) {
            throw new IllegalArgumentException(
                    "'update.healthy-time' must be shorter than 'update.trial-time'");
        }
    }

    public static UpdateConfig defaults() {
        return new UpdateConfig(
                List.of(),
                Optional.empty(),
                DataSize.ofMebibytes(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(20));
    }
}

package io.roomscribe.device.retention;

import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// What stays on the box, for how long, and how much space it may take.
public record RetentionConfig(
        @Setting(
                        "How long audio stays on the box, compressed, after it was recorded. With"
                                + " `never` and `until-acknowledged` it goes when the hub has its text, and with"
                                + " `never` nobody can fetch it before. Audio whose text the hub does not have"
                                + " stays, whatever is said here.")
                AudioPolicy audio,
        @Setting(
                        "Most that recordings, database, files moved aside and support bundles may take"
                                + " together; `0B` for no limit but the free space.")
                DataSize spaceMax,
        @Setting(
                        "Below this much free space the oldest goes: audio whose text the hub has, that"
                                + " text past its replay window, then audio whose text the box has.")
                DataSize freeSpaceMin,
        @Setting("Below this much free space nothing more is recorded, until there is more again.")
                DataSize freeSpaceStop) {

    public RetentionConfig {
        if (freeSpaceStop.bytes() > freeSpaceMin.bytes()) {
            throw new IllegalArgumentException(
                    "expected 'free-space-stop' to be at most 'free-space-min'");
        }
    }

    public static RetentionConfig defaults() {
        return new RetentionConfig(
                new AudioPolicy.For(Duration.ofDays(7)),
                new DataSize(0),
                DataSize.ofMebibytes(512),
                DataSize.ofMebibytes(48));
    }
}

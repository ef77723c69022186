package io.roomscribe.hub.upload;

import io.roomscribe.protocol.configuration.DataSize;
import io.roomscribe.protocol.configuration.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Audio files that people upload.
///
/// Immutable.
public record UploadConfig(
        @Setting(
                        "the box's software, which transcribes; empty: `roomscribe-device.jar` beside the hub's"
                                + " own")
                Optional<Path> worker,
        @Setting("folder of the Vosk model; empty: the first in the models folder")
                Optional<Path> speechModel,
        @Setting(
                        "folder of the Vosk speaker model, by which speakers are told apart; empty: the first"
                                + " in the models folder")
                Optional<Path> speakerModel,
        @Setting("largest file") DataSize sizeMax,
        @Setting("longest file") Duration lengthMax,
        @Setting("largest file that is answered in one call") DataSize shortSizeMax,
        @Setting("longest file that is answered in one call") Duration shortLengthMax,
        @Setting(
                        "audio of which nothing was recognised stays for so long, so that it can be tried again;"
                                + " all other is erased once it is transcribed")
                Duration failedKeptFor) {

    public UploadConfig {
        if (lengthMax.compareTo(Duration.ofHours(12)) > 0 || !isPositive(lengthMax)) {
            throw new IllegalArgumentException("'length-max' must be above 0 and at most 12h");
        }
        if (shortLengthMax.compareTo(Duration.ofMinutes(5)) > 0 || !isPositive(shortLengthMax)) {
            throw new IllegalArgumentException("'short-length-max' must be above 0, at most 5m");
        }
        if (failedKeptFor.isNegative()) {
            throw new IllegalArgumentException("'failed-kept-for' must not be below 0");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    public static UploadConfig defaults() {
        return new UploadConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DataSize.ofMebibytes(1024),
                Duration.ofHours(4),
                DataSize.ofMebibytes(16),
                Duration.ofMinutes(2),
                Duration.ofHours(24));
    }
}

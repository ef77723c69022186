package io.roomscribe.device.capture;

import io.roomscribe.protocol.configuration.Setting;
import java.time.Duration;

/// Settings `capture.*`.
///
/// Immutable.
public record CaptureConfig(
        @Setting(
                        "What is recorded: line (the system's default microphone), line:NAME (the first"
                                + " whose name contains NAME), usb:SERIAL (the USB microphone with that serial"
                                + " number, in whatever socket), file:PATH (wav, flac, mp3, ogg) or fifo:PATH"
                                + " (raw 16 kHz mono signed 16-bit little-endian PCM)")
                String source,
        @Setting("How many times faster than real time a file is played, 0.1 to 1000") double speed,
        @Setting("How often audio is forced to the disk: the most that a power cut can take")
                Duration syncInterval,
        @Setting("How long a line may deliver nothing before it is opened again")
                Duration noFramesTimeout) {

    public CaptureConfig {
        SourceSpec.parse(source);
        if (!(speed >= 0.1 && speed <= 1000)) {
            throw new IllegalArgumentException("speed is " + speed + "; use 0.1 to 1000");
        }
        if (syncInterval.compareTo(Duration.ofMillis(100)) < 0
                || syncInterval.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException(
                    "sync-interval is " + syncInterval.toMillis() + " ms; use 100ms to 10s");
        }
        if (noFramesTimeout.compareTo(Duration.ofMillis(500)) < 0) {
            throw new IllegalArgumentException(
                    "no-frames-timeout is "
                            + noFramesTimeout.toMillis()
                            + " ms; use 500ms or more");
        }
    }

    public static CaptureConfig defaults() {
        return new CaptureConfig("line", 1, Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
}

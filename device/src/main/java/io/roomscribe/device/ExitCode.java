package io.roomscribe.device;

import io.roomscribe.device.capture.CaptureException;
import io.roomscribe.device.recording.RecordingException;
import io.roomscribe.device.store.StoreException;
import io.roomscribe.protocol.configuration.ConfigurationException;
import io.roomscribe.protocol.supervision.Failure;

/// What the process ends with; `device/README.md` lists them.
enum ExitCode {
    OK(0),
    /// The configuration cannot be used, or there was none.
    CONFIGURATION(2),
    /// The data folder cannot be used, or another device is using it.
    DATA_FOLDER(3),
    /// The audio source can never work as configured.
    AUDIO_SOURCE(4),
    /// A command asked to be started anew.
    RESTART(75),
    /// SIGTERM or Ctrl-C; the JVM's own code.
    SIGNAL(143),
    /// Anything else that the process cannot go on with; systemd starts it anew.
    INTERNAL(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// Whether somebody wanted the process to end.
    boolean isOrderly() {
        return this == OK || this == RESTART || this == SIGNAL;
    }

    static ExitCode of(Failure failure) {
        return switch (failure) {
            case ConfigurationException _ -> CONFIGURATION;
            case StoreException store ->
                    store.code() == StoreException.Code.BROKEN ? INTERNAL : DATA_FOLDER;
            case RecordingException _ -> DATA_FOLDER;
            case CaptureException _ -> AUDIO_SOURCE;
            default -> INTERNAL;
        };
    }
}

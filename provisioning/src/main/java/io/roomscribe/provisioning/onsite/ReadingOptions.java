package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.microphone.MicCheckGuide;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What somebody at the far seat reads, and for how long.
final class ReadingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--phrase",
            paramLabel = "TEXT",
            defaultValue = MicCheckGuide.PHRASE,
            description = "what is read aloud (default: ${DEFAULT-VALUE})")
    private String phrase;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "" + MicCheckGuide.READING_SECONDS,
            description =
                    "how long somebody may read; Enter ends it before (default: ${DEFAULT-VALUE})")
    private int seconds;

    String phrase() {
        return phrase;
    }

    /// @throws ParameterException when it is too short or too long
    Duration length() {
        if (seconds < 3 || seconds > MicCheckGuide.READING_SECONDS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds takes 3 to %d".formatted(MicCheckGuide.READING_SECONDS_MAX));
        }
        return Duration.ofSeconds(seconds);
    }
}

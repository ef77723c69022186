package io.roomscribe.device.health;

import io.roomscribe.protocol.health.HealthCondition;
import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// Every health condition of the box. `dependsOn` names causes: while one is visible, the condition
/// is hidden.
public enum DeviceCondition implements HealthCondition {
    NO_AUDIO(
            "No audio",
            Severity.ERROR,
            Duration.ofSeconds(5),
            "No audio is reaching storage. Check the microphone and its cable, then 'capture.source'.",
            "space-used-up"),
    SPACE_USED_UP(
            "No space left to record",
            Severity.ERROR,
            Duration.ZERO,
            "Nothing is recorded until there is space. Everything that may go is gone: connect the box to"
                    + " its hub, so that what waits is sent, free space, or raise 'retention.space-max'."),
    SPACE_SHORT(
            "Space runs short",
            Severity.WARNING,
            Duration.ZERO,
            "Recording goes on. All audio that may go is gone; what is left waits for the hub or has no"
                    + " text yet.",
            "space-used-up"),
    SOURCE_DEFECT(
            "Source has a defect",
            Severity.INFO,
            Duration.ZERO,
            "The recording goes on, but its source is not as it should be."),
    SPEECH_MODEL_UNUSABLE(
            "Speech model unusable",
            Severity.ERROR,
            Duration.ZERO,
            "Audio is recorded but not recognised. Run 'roomscribe models verify', then install the"
                    + " model again."),
    SPEECH_FAILING(
            "Speech recognition interrupted",
            Severity.WARNING,
            Duration.ofSeconds(30),
            "Audio is recorded and will be recognised once the speech worker runs again.",
            "speech-model-unusable"),
    DATABASE_REBUILT(
            "Database was rebuilt",
            Severity.WARNING,
            Duration.ZERO,
            "The database could not be read and was moved aside. Keep the file for support; check the"
                    + " disk's space and the kernel log."),
    BROKER_REFUSED_LOGIN(
            "Broker refused the login",
            Severity.ERROR,
            Duration.ZERO,
            "Recording goes on and nothing is lost. Check 'link.username' and 'link.password-file'"
                    + " against the hub."),
    BROKER_UNREACHABLE(
            "Hub not reachable",
            Severity.WARNING,
            Duration.ofSeconds(15),
            "Recording goes on and everything is sent later. Check the network and 'link.broker'."),
    DUPLICATE_IDENTITY(
            "Another box has this id",
            Severity.ERROR,
            Duration.ZERO,
            "Another connection uses the same 'device.id'. Find the cloned box and give it its own."),
    HUB_SILENT(
            "Hub does not answer",
            Severity.WARNING,
            Duration.ofSeconds(15),
            "The broker is there but no hub acknowledges. Recording goes on; check that the hub runs.",
            "broker-refused-login",
            "broker-unreachable",
            "duplicate-identity"),
    BROKER_REFUSES_ENTRIES(
            "Broker refuses entries",
            Severity.WARNING,
            Duration.ofSeconds(15),
            "The broker does not take what the box sends, and is asked again. Check its permissions,"
                    + " quota and log."),
    ENTRY_REFUSED(
            "An entry is refused",
            Severity.ERROR,
            Duration.ZERO,
            "The broker refuses one entry for its content. It is kept; the others go on. Report this."),
    OUTBOX_BEHIND_HUB(
            "Box is older than the hub",
            Severity.ERROR,
            Duration.ZERO,
            "The hub knows more of this box than the box itself: its card was restored or cloned.");

    private final String title;
    private final Severity severity;
    private final Duration visibleAfter;
    private final String text;
    private final String causes;

    DeviceCondition(
            String title,
            Severity severity,
            Duration visibleAfter,
            String text,
            String... dependsOn) {
        this.title = title;
        this.severity = severity;
        this.visibleAfter = visibleAfter;
        this.text = text;
        this.causes = String.join(" ", dependsOn);
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Set<String> dependsOn() {
        return causes.isEmpty() ? Set.of() : Set.of(causes.split(" "));
    }

    @Override
    public Duration visibleAfter() {
        return visibleAfter;
    }

    @Override
    public String text() {
        return text;
    }
}

package io.roomscribe.device.health;

import io.roomscribe.protocol.health.ConditionDetails;
import io.roomscribe.protocol.health.HealthCondition;
import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Every health condition of the box. `dependsOn` names causes: while one is visible, the condition
/// is hidden.
public enum DeviceCondition implements HealthCondition {
    MICROPHONE_LOST(
            "Microphone is gone",
            Severity.ERROR,
            Duration.ofSeconds(2),
            "The microphone cannot be opened. Check that it is plugged in, try another socket and"
                    + " cable, and compare 'capture.source' with the names it lists. It is opened again"
                    + " by itself."),
    MICROPHONE_NO_FRAMES(
            "Microphone delivers nothing",
            Severity.ERROR,
            Duration.ZERO,
            "The microphone is there but sends no samples. Unplug it and plug it in again; if that"
                    + " does not help, power the box off and on, then try another USB socket without a"
                    + " hub."),
    MICROPHONE_SILENT(
            "Microphone is silent",
            Severity.ERROR,
            Duration.ZERO,
            "The microphone sends digital silence. Look for a mute button or switch on it, then"
                    + " unplug it and plug it in again; replace it if it stays silent."),
    MICROPHONE_STUCK(
            "Microphone is stuck",
            Severity.ERROR,
            Duration.ZERO,
            "Every sample of the microphone has the same value. Unplug it and plug it in again;"
                    + " replace it if that does not help."),
    MICROPHONE_CLIPPING(
            "Microphone is too loud",
            Severity.WARNING,
            Duration.ZERO,
            "The sound is cut off at full scale and hard to recognise. Lower the capture gain"
                    + " (alsamixer, F4), or move the microphone away from the loudspeaker."),
    MICROPHONE_OFFSET(
            "Microphone has a DC offset",
            Severity.WARNING,
            Duration.ZERO,
            "The sound does not swing about zero: a defect of the input or its supply. Try another"
                    + " USB socket; replace the microphone or sound card."),
    NO_AUDIO(
            "No audio",
            Severity.ERROR,
            Duration.ofSeconds(5),
            "No audio is reaching storage. Check the microphone and its cable, then 'capture.source'.",
            "space-used-up",
            "microphone-lost",
            "microphone-no-frames"),
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
    SPEECH_BACKLOG(
            "Speech recognition is behind",
            Severity.WARNING,
            Duration.ofSeconds(30),
            "Audio comes faster than it is recognised. Nothing is lost: it waits on the disk and its words"
                    + " follow, oldest first. If it stays so, use a smaller model or a faster box.",
            "speech-model-unusable",
            "speech-failing"),
    SPEECH_PARKED(
            "Audio was left out of recognition",
            Severity.WARNING,
            Duration.ZERO,
            "A second of audio ended the speech worker again and again and is left out; the rest goes on."
                    + " The audio itself is kept. Report this."),
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
                    + " against the hub.",
            "identity-refused"),
    NOT_ENROLLED(
            "Hub does not know this box yet",
            Severity.ERROR,
            Duration.ofSeconds(5),
            "Recording goes on and everything is sent later. Give the box a claim ('roomscribe-device"
                    + " enrol CLAIM', made with 'roomscribe device claim'), or accept it on the hub's page"
                    + " 'Who may connect'.",
            "decommissioned"),
    IDENTITY_REFUSED(
            "Hub refuses this box's identity",
            Severity.ERROR,
            Duration.ZERO,
            "Recording goes on and nothing is lost. Make a new claim on the hub ('roomscribe device"
                    + " claim') and give it to the box ('roomscribe-device enrol CLAIM').",
            "decommissioned"),
    TLS_INTERCEPTED(
            "Network opens the encryption",
            Severity.ERROR,
            Duration.ZERO,
            "Something between box and hub shows a certificate of its own, as a company proxy does."
                    + " Nothing is sent through it; recording goes on. Let the network's owner leave the"
                    + " connection to the hub alone, or compare 'identity.pins' with the hub's."),
    NOT_A_BROKER(
            "Network asks for a login",
            Severity.ERROR,
            Duration.ZERO,
            "Something else answers where the hub should be, as a guest network does that wants a"
                    + " login. Recording goes on. Let the network's owner admit the box, or check"
                    + " 'link.broker'."),
    BROKER_UNREACHABLE(
            "Hub not reachable",
            Severity.WARNING,
            Duration.ofSeconds(15),
            "Recording goes on and everything is sent later. Check the network and 'link.broker'.",
            "not-a-broker",
            "not-enrolled",
            "tls-intercepted"),
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
    OUTBOX_DAMAGED(
            "Card gave back damaged data",
            Severity.ERROR,
            Duration.ZERO,
            "An entry that waited for the hub was damaged on the card. The others go on. Replace the"
                    + " card soon and check the power supply."),
    OUTBOX_BEHIND_HUB(
            "Hub knows another history of this box",
            Severity.ERROR,
            Duration.ZERO,
            "The box's card was restored or cloned. It has begun a new stream and sends everything"
                    + " that the hub may lack. If it was cloned, give the other box its own id."),
    RECORD_ONLY(
            "Records only",
            Severity.ERROR,
            Duration.ZERO,
            "The box failed several times while starting, so it records and does nothing else. It tries"
                    + " again by itself; its log says what failed."),
    UNDERVOLTAGE(
            "Power supply too weak",
            Severity.ERROR,
            Duration.ZERO,
            "The voltage fell too low, which destroys memory cards. Use the official power supply and a"
                    + " short cable, then restart the box."),
    TOO_HOT(
            "Box is too hot",
            Severity.WARNING,
            Duration.ofSeconds(30),
            "The processor is near its limit and will slow down. Give the box air, or a heat sink."),
    PROCESSOR_THROTTLED(
            "Processor is slowed down",
            Severity.WARNING,
            Duration.ofSeconds(30),
            "Recording goes on; text may come late. The cause is power or heat.",
            "undervoltage",
            "too-hot"),
    CLOCK_UNSYNCED(
            "Clock was never set",
            Severity.WARNING,
            Duration.ofMinutes(10),
            "Recording goes on, but its times are uncertain. Let the box reach a time server, or the hub.",
            "broker-unreachable"),
    MEMORY_LOW(
            "Memory runs short",
            Severity.WARNING,
            Duration.ofSeconds(30),
            "Other programs leave too little memory. Stop them, or use a smaller speech model."),
    STORAGE_SLOW(
            "Storage is slow",
            Severity.WARNING,
            Duration.ofSeconds(30),
            "Writing takes very long, as on a memory card that wears out. Recording goes on; replace the"
                    + " card soon.",
            "space-short"),
    CERTIFICATE_EXPIRES(
            "Certificate runs out",
            Severity.WARNING,
            Duration.ZERO,
            "The box's certificate is near its end and was not renewed. Check that the hub is reachable."),
    DECOMMISSIONING(
            "Box is being decommissioned",
            Severity.INFO,
            Duration.ZERO,
            "Nothing is recorded any more. The box sends what it has to the hub, then it erases itself;"
                    + " leave it on and connected until then."),
    DECOMMISSIONED(
            "Box is decommissioned",
            Severity.INFO,
            Duration.ZERO,
            "The box has erased itself and records nothing. To use it again make a claim on the hub"
                    + " ('roomscribe device claim') and give it to the box ('roomscribe-device enrol"
                    + " CLAIM')."),
    PANEL_UNUSABLE(
            "Lights and button do not work",
            Severity.WARNING,
            Duration.ZERO,
            "Recording goes on. Check 'panel.kind' and the pins, and that the box may use GPIO.");

    // A record of immutable parts, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ConditionDetails details;

    DeviceCondition(
            String title,
            Severity severity,
            Duration visibleAfter,
            String text,
            String... dependsOn) {
        this.details = new ConditionDetails(title, severity, visibleAfter, text, Set.of(dependsOn));
    }

    /// Empty for the code of another release.
    public static Optional<DeviceCondition> ofCode(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }

    @Override
    public ConditionDetails details() {
        return details;
    }
}

package io.roomscribe.hub.health;

import io.roomscribe.protocol.health.ConditionDetails;
import io.roomscribe.protocol.health.HealthCondition;
import io.roomscribe.protocol.message.Severity;
import java.time.Duration;
import java.util.Set;

/// Every condition of the hub.
public enum HubCondition implements HealthCondition {
    DATABASE_FAILING(
            "Database is failing",
            Severity.ERROR,
            "",
            Duration.ofSeconds(5),
            "The hub cannot store what the boxes send. They keep it meanwhile. Check that the disk"
                    + " is not full, then restart the hub."),
    DATABASE_RESTORED(
            "An older database was put in place",
            Severity.WARNING,
            "",
            Duration.ZERO,
            "The database is older than what this hub had acknowledged, as after a backup was"
                    + " restored. The boxes send again what it lacks, as far back as their replay"
                    + " window. Nothing to do; it goes away with the next restart."),
    BROKER_LOGIN_REFUSED(
            "Broker refuses the hub",
            Severity.ERROR,
            "",
            Duration.ZERO,
            "The MQTT broker does not accept the hub's user name or password. Check"
                    + " 'broker.username' and 'broker.password'."),
    BROKER_UNREACHABLE(
            "Broker out of reach",
            Severity.ERROR,
            "broker-login-refused",
            Duration.ofSeconds(10),
            "The hub is not connected to the MQTT broker, so nothing comes in. The boxes keep it"
                    + " meanwhile. Check 'broker.url' and that the broker runs."),
    HUB_IDENTITY_TAKEN(
            "Another hub at the same broker",
            Severity.ERROR,
            "",
            Duration.ZERO,
            "Another client connected to the broker as the hub. Stop the other hub: two of them"
                    + " would take turns."),
    STREAM_CONFLICT(
            "Two boxes with one identity",
            Severity.ERROR,
            "",
            Duration.ZERO,
            "A box sent an entry that the hub knows with other content. Most likely its SD card was"
                    + " copied. Find the second box and set it up anew; nothing was overwritten."),
    STREAM_CHAIN_BROKEN(
            "Entries do not follow each other",
            Severity.ERROR,
            "stream-conflict",
            Duration.ZERO,
            "A box sent an entry that does not continue what the hub has of it. It was refused and"
                    + " the box keeps it. If this stays, set the box up anew."),
    ENTRY_NOT_APPLIED(
            "Entries kept aside",
            Severity.WARNING,
            "",
            Duration.ZERO,
            "A box sent an entry that this hub does not understand or cannot use. It is stored, and"
                    + " everything after it goes on. Update the hub."),
    BOX_CLOCK_DIFFERS(
            "A box's clock differs from the hub's",
            Severity.WARNING,
            "",
            Duration.ZERO,
            "What that box records stands at the wrong time in its room. Check on both machines that"
                    + " the clock is set by the network ('timedatectl'); nothing that was recorded is"
                    + " moved by it."),
    ENTRIES_LOST(
            "Entries of a box are lost",
            Severity.WARNING,
            "",
            Duration.ZERO,
            "A box cannot send entries any more that this hub never had: its card was damaged, or this"
                    + " hub was restored from a backup older than the box's replay window. Table"
                    + " 'lost_entries' says which; check the box's card and power supply."),
    IDENTITY_REFUSED(
            "A box was refused",
            Severity.WARNING,
            "",
            Duration.ZERO,
            "A box came with an identity that is not good here, and was not let in. Page 'Who may connect' says"
                    + " which and why. One of yours: give it a new claim ('roomscribe device claim')."),
    IDENTITY_CLONED(
            "A box's identity is used twice",
            Severity.ERROR,
            "",
            Duration.ZERO,
            "A second box came with the certificate of one that is connected, as from a copied card, and"
                    + " is kept out. Make a claim for the true box ('roomscribe device claim') and give it"
                    + " to it ('roomscribe-device enrol CLAIM'): the copy's certificate ends when it"
                    + " connects. Then set the copy up under its own name."),
    LANGUAGE_MODEL_UNAVAILABLE(
            "No language model answers",
            Severity.WARNING,
            "",
            Duration.ofMinutes(2),
            "Minutes are extractive until one does: sentences picked from the transcript, marked so."
                    + " Check 'language.endpoint', or install a model with 'roomscribe models"
                    + " install'.");

    // A record of immutable parts, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ConditionDetails details;

    /// @param cause code of the condition that hides this one, empty when there is none
    HubCondition(
            String title, Severity severity, String cause, Duration visibleAfter, String text) {
        this.details =
                new ConditionDetails(
                        title,
                        severity,
                        visibleAfter,
                        text,
                        cause.isEmpty() ? Set.of() : Set.of(cause));
    }

    @Override
    public ConditionDetails details() {
        return details;
    }
}

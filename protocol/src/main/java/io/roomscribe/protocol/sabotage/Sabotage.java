package io.roomscribe.protocol.sabotage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Safeguards that can be taken out, so that tests prove that their guards notice (house style X6).
/// Only the system property `sabotage` of the Java command does it, `-Dsabotage=skip-barrier`,
/// never a configuration file, a command or a message; a process that runs with one says so when it
/// starts.
///
/// Immutable; each point asks when it comes by.
public enum Sabotage {
    /// The box's database calls a transaction stored that was not forced to the medium.
    SKIP_BARRIER,
    /// The recorder does not force audio to the medium.
    SKIP_AUDIO_SYNC,
    /// The outbox gives a sequence away twice.
    REUSE_SEQUENCE,
    /// A block of audio is taken for good whatever its checksum says.
    SKIP_CHECKSUM,
    /// The hub acknowledges before it has stored.
    ACK_BEFORE_STORE;

    private static final String PROPERTY = "sabotage";

    /// The word on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isOn() {
        var asked = System.getProperty(PROPERTY);
        return asked != null && Arrays.asList(asked.split(",")).contains(word());
    }

    /// Those that are on.
    public static List<Sabotage> active() {
        return Arrays.stream(values()).filter(Sabotage::isOn).toList();
    }
}

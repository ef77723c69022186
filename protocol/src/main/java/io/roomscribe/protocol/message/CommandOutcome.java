package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What became of a command.
public enum CommandOutcome {
    /// The box has it and works on it; another reply follows.
    ACCEPTED,
    DONE,
    /// It will not be done, whenever it is asked again like this.
    REFUSED,
    /// It was tried and did not work.
    FAILED,
    /// It came too late, and nothing was done.
    EXPIRED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static CommandOutcome parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Whether nothing more will be said of the command.
    public boolean isFinal() {
        return this != ACCEPTED;
    }
}

package io.roomscribe.hub.speaker;

/// Somebody who speaks in a meeting.
///
/// Immutable.
///
/// @param label `speaker-1` and so on, never given to anybody else in this meeting
/// @param name empty until somebody gives one
/// @param namedBy who did
/// @param segments how many are theirs
/// @param seconds how long they spoke
public record Speaker(String label, String name, NamedBy namedBy, int segments, double seconds) {
    private static final String PREFIX = "speaker-";

    /// Where a name comes from.
    public enum NamedBy {
        NOBODY,
        PERSON,
        PROFILE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static NamedBy parse(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    public String shownName() {
        return name.isEmpty() ? label : name;
    }

    /// The number in its label.
    public int number() {
        return number(label);
    }

    static int number(String label) {
        return Integer.parseInt(label.substring(PREFIX.length()));
    }

    static String label(int number) {
        return PREFIX + number;
    }
}

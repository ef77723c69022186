package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.speaker.Speaker;
import io.roomscribe.hub.speaker.Speakers;
import java.time.Duration;
import java.util.List;

/// A meeting's speakers as its page lists them.
///
/// Immutable.
record SpeakersView(String meeting, List<Who> list) {
    /// As many colours as people can tell apart.
    private static final int TONES = 8;

    /// @param tone which of the colours
    /// @param share of the time that anybody spoke, in percent
    /// @param known by a voice profile
    record Who(
            String label,
            String name,
            String shown,
            String tone,
            String length,
            long share,
            boolean known) {}

    static SpeakersView of(Speakers speakers) {
        var all = speakers.list().stream().mapToDouble(Speaker::seconds).sum();
        return new SpeakersView(
                speakers.meeting(),
                speakers.list().stream().map(one -> who(one, Math.max(1, all))).toList());
    }

    private static Who who(Speaker speaker, double allSeconds) {
        return new Who(
                speaker.label(),
                speaker.name(),
                speaker.shownName(),
                tone(speaker.label()),
                Times.length(Duration.ofMillis((long) (speaker.seconds() * 1000))),
                Math.round(100 * speaker.seconds() / allSeconds),
                speaker.namedBy() == Speaker.NamedBy.PROFILE);
    }

    /// Empty for whoever has no number.
    static String tone(String label) {
        var digits = label.replaceAll("^.*?(\\d{1,6})$", "$1");
        return digits.equals(label) || label.isEmpty()
                ? ""
                : String.valueOf((Integer.parseInt(digits) - 1 + TONES) % TONES + 1);
    }
}

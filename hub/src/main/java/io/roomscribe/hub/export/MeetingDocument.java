package io.roomscribe.hub.export;

import io.roomscribe.hub.meeting.Coverage;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.transcript.Gap;
import io.roomscribe.hub.transcript.Mark;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.protocol.message.GapReason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Everything of a meeting that an export shows, in one order: each format writes this and decides
/// nothing itself. Its texts are one line each and free of what is no text.
///
/// Immutable.
///
/// @param room its name
/// @param endedAt its end as far as it is known
/// @param invited who was, by the room's calendar
/// @param spoke who is known to have spoken, first come first
/// @param speakers name of who said a segment, by the segment's number; absent where nobody knows
/// @param lines what was said, what is missing and what was marked, by time
record MeetingDocument(
        String id,
        String title,
        String room,
        ZoneId zone,
        Instant startedAt,
        Instant endedAt,
        boolean isRunning,
        double coveragePercent,
        List<String> invited,
        List<Talker> spoke,
        Optional<SummaryRevision> revision,
        Map<Long, String> speakers,
        List<Line> lines) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    MeetingDocument {
        invited = List.copyOf(invited);
        spoke = List.copyOf(spoke);
        speakers = Map.copyOf(speakers);
        lines = List.copyOf(lines);
    }

    /// @param seconds how long, added up
    record Talker(String name, double seconds) {}

    /// One line of the transcript.
    sealed interface Line {
        Instant at();

        /// @param speaker empty where nobody knows
        record Spoken(long number, Instant at, Instant until, String speaker, String text)
                implements Line {}

        record Missing(Instant at, Instant until, GapReason reason) implements Line {
            /// `No audio for 6 s: muted`.
            String text() {
                var seconds = Duration.between(at, until).toSeconds();
                return "No audio for %d s: %s".formatted(seconds, reason.word());
            }
        }

        /// @param label may be empty
        record Marked(Instant at, String label) implements Line {
            String text() {
                return label.isEmpty() ? "Marked" : "Marked: " + label;
            }
        }
    }

    static MeetingDocument of(
            Meeting meeting,
            String room,
            ZoneId zone,
            Instant until,
            List<String> invited,
            Optional<SummaryRevision> revision,
            List<Segment> segments,
            Speakers who,
            List<Gap> gaps,
            List<Mark> marks) {
        var lines = new ArrayList<Line>();
        for (var segment : segments) {
            lines.add(
                    new Line.Spoken(
                            segment.number(),
                            segment.startedAt(),
                            segment.endedAt(),
                            speaker(segment, who),
                            OneLine.of(segment.text())));
        }
        gaps.forEach(
                gap -> lines.add(new Line.Missing(gap.startedAt(), gap.endedAt(), gap.reason())));
        marks.forEach(mark -> lines.add(new Line.Marked(mark.at(), OneLine.of(mark.label()))));
        lines.sort(Comparator.comparing(Line::at));
        return new MeetingDocument(
                meeting.id(),
                OneLine.of(meeting.title()),
                OneLine.of(room),
                zone,
                meeting.startedAt(),
                until,
                meeting.state() == MeetingState.RUNNING,
                Coverage.percent(meeting.startedAt(), until, gaps),
                invited.stream().map(OneLine::of).toList(),
                spoke(segments, who),
                revision,
                segments.stream()
                        .filter(segment -> !speaker(segment, who).isEmpty())
                        .collect(
                                Collectors.toMap(
                                        Segment::number, segment -> speaker(segment, who))),
                lines);
    }

    private static List<Talker> spoke(List<Segment> segments, Speakers who) {
        var seconds = new LinkedHashMap<String, Double>();
        for (var segment : segments) {
            var name = speaker(segment, who);
            if (!name.isEmpty()) {
                var length = Duration.between(segment.startedAt(), segment.endedAt());
                seconds.merge(name, length.toMillis() / 1000.0, Double::sum);
            }
        }
        return seconds.entrySet().stream()
                .map(one -> new Talker(one.getKey(), one.getValue()))
                .toList();
    }

    private static String speaker(Segment segment, Speakers who) {
        var label = segment.speaker();
        return label.equals(Speakers.UNSURE) ? "" : OneLine.of(who.nameOf(label));
    }

    /// `Wednesday, 4 March 2026, 10:00 to 10:38:12`.
    String when() {
        return DAY.format(startedAt.atZone(zone))
                + " to "
                + (isRunning ? "now" : TIME.format(endedAt.atZone(zone)));
    }

    /// `Audio covers 97.2 % of this time`.
    String coverage() {
        return "Audio covers %s of this time".formatted(Coverage.text(coveragePercent));
    }

    /// `Invited: Anna, Ben` and `Spoke: Anna, Ben`; without a line about which nobody knows.
    List<String> people() {
        var lines = new ArrayList<String>();
        if (!invited.isEmpty()) {
            lines.add("Invited: " + String.join(", ", invited));
        }
        if (!spoke.isEmpty()) {
            lines.add("Spoke: " + String.join(", ", spoke.stream().map(Talker::name).toList()));
        }
        return lines;
    }

    String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /// Since its start; what came before counts as its start.
    Duration offset(Instant at) {
        var offset = Duration.between(startedAt, at);
        return offset.isNegative() ? Duration.ZERO : offset;
    }
}

package io.roomscribe.hub.dashboard.api;

import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.summary.Minutes;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.SummaryRevision;
import io.roomscribe.hub.transcript.Gap;
import io.roomscribe.hub.transcript.Segment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes a meeting as Markdown: minutes, then transcript with its gaps. Everything that was said
/// is escaped, so that no sentence becomes a heading, a link or HTML.
///
/// Immutable.
final class MarkdownExport {
    private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_{}\\[\\]<>#|~!&])");
    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    MarkdownExport(ZoneId zone) {
        this.zone = zone;
    }

    String write(
            Meeting meeting,
            String room,
            Optional<SummaryRevision> revision,
            List<Segment> segments,
            Speakers speakers,
            List<Gap> gaps) {
        var out = new StringBuilder();
        out.append("# ").append(escaped(meeting.title())).append("\n\n");
        out.append(escaped(room))
                .append(", ")
                .append(DAY.format(meeting.startedAt().atZone(zone)))
                .append(" to ")
                .append(TIME.format(meeting.endedAt().atZone(zone)))
                .append("\n");
        var who =
                segments.stream()
                        .collect(
                                Collectors.toMap(
                                        Segment::number,
                                        segment -> speakers.nameOf(segment.speaker())));
        revision.ifPresent(present -> minutes(out, present, who));
        transcript(out, segments, who, gaps);
        return out.toString();
    }

    private static void minutes(
            StringBuilder out, SummaryRevision revision, Map<Long, String> who) {
        var minutes = revision.minutes();
        out.append("\n## Minutes\n\n_Revision ")
                .append(revision.revision())
                .append(revision.isFinal() ? ", final" : "")
                .append(", ")
                .append(
                        switch (revision.kind()) {
                            case MODEL -> "made by " + escaped(revision.model());
                            case EXTRACTIVE ->
                                    "extractive: sentences picked from the transcript, no language model";
                        })
                .append("_\n");
        minutes.summary()
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> out.append('\n').append(escaped(line)).append('\n'));
        if (!minutes.topics().isEmpty()) {
            out.append("\n**Topics:** ")
                    .append(escaped(String.join(", ", minutes.topics())))
                    .append('\n');
        }
        heading(out, "Decisions", minutes.decisions().isEmpty());
        minutes.decisions().forEach(item -> item(out, item.text(), "", item.evidence(), who));
        heading(out, "Action items", minutes.actionItems().isEmpty());
        minutes.actionItems()
                .forEach(item -> item(out, item.text(), duty(item), item.evidence(), who));
        heading(out, "Open questions", minutes.openQuestions().isEmpty());
        minutes.openQuestions().forEach(item -> item(out, item.text(), "", item.evidence(), who));
    }

    private static void heading(StringBuilder out, String title, boolean empty) {
        if (!empty) {
            out.append("\n### ").append(title).append("\n\n");
        }
    }

    private static void item(
            StringBuilder out, String text, String duty, Evidence evidence, Map<Long, String> who) {
        out.append("- ").append(escaped(text)).append(duty).append('\n');
        if (evidence.verified()) {
            var by =
                    evidence.segments().isEmpty()
                            ? ""
                            : who.getOrDefault(evidence.segments().getFirst(), "");
            out.append("  > ")
                    .append(escaped(evidence.quote()))
                    .append(isSomebody(by) ? " (" + escaped(by) + ")" : "")
                    .append('\n');
        } else {
            out.append("  > **unverified** ").append(escaped(evidence.quote())).append('\n');
        }
    }

    private static boolean isSomebody(String name) {
        return !name.isEmpty() && !name.equals(Speakers.UNSURE);
    }

    private static String duty(Minutes.ActionItem item) {
        var owner = item.owner().map(name -> "**" + escaped(name) + "**").orElse("");
        var due = item.due().map(MarkdownExport::escaped).orElse("");
        if (owner.isEmpty() && due.isEmpty()) {
            return "";
        }
        return " (" + owner + (owner.isEmpty() || due.isEmpty() ? "" : ", ") + due + ")";
    }

    private void transcript(
            StringBuilder out, List<Segment> segments, Map<Long, String> who, List<Gap> gaps) {
        out.append("\n## Transcript\n");
        Map<Instant, StringBuilder> lines = new TreeMap<>();
        for (var segment : segments) {
            var name = who.getOrDefault(segment.number(), "");
            var speaker = name.isEmpty() ? "" : "**" + escaped(name) + ":** ";
            line(lines, segment.startedAt()).append(speaker).append(escaped(segment.text()));
        }
        for (var gap : gaps) {
            var seconds = Duration.between(gap.startedAt(), gap.endedAt()).toSeconds();
            line(lines, gap.startedAt())
                    .append("_No audio for %d s: %s_".formatted(seconds, gap.reason().word()));
        }
        lines.values().forEach(out::append);
        out.append('\n');
    }

    private StringBuilder line(Map<Instant, StringBuilder> lines, Instant at) {
        return lines.computeIfAbsent(at, any -> new StringBuilder())
                .append("\n\n`")
                .append(TIME.format(at.atZone(zone)))
                .append("` ");
    }

    private static String escaped(String text) {
        var oneLine = LINE_BREAKS.matcher(text.strip()).replaceAll(" ");
        return SPECIAL.matcher(oneLine).replaceAll("\\\\$1");
    }
}

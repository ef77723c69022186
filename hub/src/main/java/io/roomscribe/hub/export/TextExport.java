package io.roomscribe.hub.export;

import io.roomscribe.hub.export.MeetingDocument.Line;

/// Writes a meeting as plain text, for whatever reads nothing else.
final class TextExport {
    private TextExport() {}

    static String write(MeetingDocument document) {
        var out = new StringBuilder();
        out.append(document.title()).append('\n');
        out.append(document.room()).append(", ").append(document.when()).append('\n');
        out.append(document.coverage()).append('\n');
        document.people().forEach(line -> out.append(line).append('\n'));
        MinutesText.of(document).ifPresent(minutes -> minutes(out, minutes));
        out.append("\nTRANSCRIPT\n\n");
        for (var line : document.lines()) {
            out.append(document.time(line.at()))
                    .append("  ")
                    .append(
                            switch (line) {
                                case Line.Spoken(_, _, _, var speaker, var text) ->
                                        speaker.isEmpty() ? text : speaker + ": " + text;
                                case Line.Missing missing -> "[" + missing.text() + "]";
                                case Line.Marked marked -> "[" + marked.text() + "]";
                            })
                    .append('\n');
        }
        return out.toString();
    }

    private static void minutes(StringBuilder out, MinutesText minutes) {
        out.append("\nMINUTES\n").append(minutes.origin()).append("\n\n");
        if (!minutes.title().isEmpty()) {
            out.append(minutes.title()).append("\n\n");
        }
        minutes.paragraphs().forEach(paragraph -> out.append(paragraph).append('\n'));
        if (!minutes.topics().isEmpty()) {
            out.append("Topics: ").append(minutes.topics()).append('\n');
        }
        out.append(minutes.parts().isEmpty() ? "" : "\nWhat was spoken about\n");
        for (var part : minutes.parts()) {
            out.append("- ").append(part.title()).append('\n');
            out.append("    ").append(part.text()).append('\n');
        }
        for (var group : minutes.groups()) {
            out.append('\n').append(group.title()).append('\n');
            for (var item : group.items()) {
                out.append("- ").append(item.text());
                out.append(item.duty().isEmpty() ? "" : " (" + item.duty() + ")").append('\n');
                item.more().forEach(line -> out.append("    ").append(line).append('\n'));
                out.append("    ").append(item.verified() ? "" : "unverified: ");
                out.append('"').append(item.quote()).append('"');
                out.append(item.by().isEmpty() ? "" : " " + item.by()).append('\n');
            }
        }
    }
}

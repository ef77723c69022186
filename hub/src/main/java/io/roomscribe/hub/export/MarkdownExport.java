package io.roomscribe.hub.export;

import io.roomscribe.hub.export.MeetingDocument.Line;
import java.util.regex.Pattern;

/// Writes a meeting as Markdown. Everything that was said is escaped, so that no sentence becomes a
/// heading, a link or HTML.
final class MarkdownExport {
    private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_{}\\[\\]<>#|~!&])");

    /// What makes a list or a heading only where a line begins.
    private static final Pattern LIST = Pattern.compile("^(?:([-+=])|(\\d{1,9})([.)]))");

    private MarkdownExport() {}

    static String write(MeetingDocument document) {
        var out = new StringBuilder();
        out.append("# ").append(escaped(document.title())).append("\n\n");
        out.append(escaped(document.room()))
                .append(", ")
                .append(document.when())
                .append(". ")
                .append(document.coverage())
                .append(".\n");
        document.people().forEach(line -> out.append('\n').append(escaped(line)).append(".\n"));
        MinutesText.of(document).ifPresent(minutes -> minutes(out, minutes));
        out.append("\n## Transcript\n");
        for (var line : document.lines()) {
            out.append("\n`").append(document.time(line.at())).append("` ");
            out.append(
                            switch (line) {
                                case Line.Spoken(_, _, _, var speaker, var text) ->
                                        (speaker.isEmpty() ? "" : "**" + escaped(speaker) + ":** ")
                                                + escaped(text);
                                case Line.Missing missing -> "_" + missing.text() + "_";
                                case Line.Marked marked -> "_" + escaped(marked.text()) + "_";
                            })
                    .append('\n');
        }
        return out.toString();
    }

    private static void minutes(StringBuilder out, MinutesText minutes) {
        out.append("\n## Minutes\n\n_").append(escaped(minutes.origin())).append("_\n");
        if (!minutes.title().isEmpty()) {
            out.append("\n**").append(escaped(minutes.title())).append("**\n");
        }
        for (var paragraph : minutes.paragraphs()) {
            out.append('\n').append(escaped(paragraph)).append('\n');
        }
        if (!minutes.topics().isEmpty()) {
            out.append("\n**Topics:** ").append(escaped(minutes.topics())).append('\n');
        }
        if (!minutes.parts().isEmpty()) {
            out.append("\n### What was spoken about\n");
        }
        for (var part : minutes.parts()) {
            out.append("\n**").append(escaped(part.heading())).append("**");
            out.append(part.time().isEmpty() ? "" : " `" + part.time() + "`").append("  \n");
            out.append(escaped(part.text())).append('\n');
        }
        for (var group : minutes.groups()) {
            out.append("\n### ").append(group.title()).append("\n\n");
            group.items().forEach(item -> item(out, item));
        }
    }

    private static void item(StringBuilder out, MinutesText.Item item) {
        out.append("- ").append(escaped(item.text())).append(duty(item)).append('\n');
        item.more().forEach(line -> out.append("  - ").append(escaped(line)).append('\n'));
        if (item.verified()) {
            out.append("  > ")
                    .append(escaped(item.quote()))
                    .append(item.by().isEmpty() ? "" : " (" + escaped(item.by()) + ")")
                    .append('\n');
        } else {
            out.append("  > **unverified** ").append(escaped(item.quote())).append('\n');
        }
    }

    private static String duty(MinutesText.Item item) {
        if (item.duty().isEmpty()) {
            return "";
        }
        var owner = item.owner().isEmpty() ? "" : "**" + escaped(item.owner()) + "**";
        var both = owner.isEmpty() || item.due().isEmpty() ? "" : ", ";
        return " (" + owner + both + escaped(item.due()) + ")";
    }

    private static String escaped(String text) {
        var special = SPECIAL.matcher(text).replaceAll("\\\\$1");
        return LIST.matcher(special)
                .replaceFirst(found ->
                        found.group(1) == null
                                ? found.group(2) + "\\\\" + found.group(3)
                                : "\\\\" + found.group(1));
    }
}

package io.roomscribe.provisioning.demo;

import io.roomscribe.provisioning.console.Console;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Shows the run as it goes: each segment on a line, the guess at what is being said below them, a
/// summary's revisions between them.
///
/// Thread-safe.
final class DemoScreen {
    private static final int PARTIAL_LENGTH_MAX = 100;
    private static final int TEXT_WIDTH = 96;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

    private final Console console;
    private final Set<String> shown = new HashSet<>();
    private String partial = "";
    private long lastNumber;
    private int lastRevision;
    private long firstSecond = Long.MIN_VALUE;

    DemoScreen(Console console) {
        this.console = console;
    }

    /// Highest number of a segment shown.
    synchronized long lastNumber() {
        return lastNumber;
    }

    synchronized void note(String line) {
        console.redraw("");
        console.note(line);
        console.redraw(console.faint(partial));
    }

    synchronized void partial(String text) {
        var tail = text.substring(Math.max(0, text.length() - PARTIAL_LENGTH_MAX));
        partial = text.isEmpty() ? "" : "        " + tail;
        console.redraw(console.faint(partial));
    }

    synchronized void segment(HubAnswer.Segment segment) {
        if (segment.number() <= lastNumber) {
            return;
        }
        lastNumber = segment.number();
        partial = "";
        note(console.accent("  " + time(segment) + "  ") + wrapped(segment.text(), "         "));
    }

    synchronized void revision(HubAnswer.Revision revision) {
        if (revision.revision() <= lastRevision) {
            return;
        }
        lastRevision = revision.revision();
        var kind = revision.isExtractive() ? "extracts, no language model" : revision.model();
        var minutes = revision.minutes();
        note(
                console.bold(
                                "  ---- minutes, revision %d%s"
                                        .formatted(
                                                revision.revision(),
                                                revision.isFinal() ? ", final" : ""))
                        + console.faint(" (" + kind + ")"));
        minutes.ifPresent(this::news);
    }

    /// What this revision says for the first time.
    private void news(HubAnswer.Minutes minutes) {
        SENTENCE_END.splitAsStream(minutes.summary()).forEach(sentence -> news("", sentence));
        minutes.decisions().forEach(item -> news(console.good("decision: "), item.text()));
        minutes.actionItems()
                .forEach(item ->
                        news(
                                console.accent("action item: "),
                                item.owner().map(owner -> owner + ": ").orElse("") + item.text()));
        minutes.openQuestions().forEach(item -> news("open question: ", item.text()));
    }

    private void news(String kind, String text) {
        if (!text.isBlank() && shown.add(text.strip())) {
            note("       " + kind + wrapped(text.strip(), "       "));
        }
    }

    /// Minutes and seconds since the first segment began.
    private String time(HubAnswer.Segment segment) {
        var second = segment.startedAt().getEpochSecond();
        if (firstSecond == Long.MIN_VALUE) {
            firstSecond = second;
        }
        var since = Math.max(0, second - firstSecond);
        return String.format(Locale.ROOT, "%02d:%02d", since / 60, since % 60);
    }

    /// Breaks a long line at blanks.
    static String wrapped(String text, String indent) {
        var out = new StringBuilder();
        var length = 0;
        for (var word : text.split(" ", -1)) {
            if (length > 0 && length + word.length() + 1 > TEXT_WIDTH) {
                out.append(System.lineSeparator()).append(indent);
                length = 0;
            }
            if (length > 0) {
                out.append(' ');
                length++;
            }
            out.append(word);
            length += word.length();
        }
        return out.toString();
    }
}

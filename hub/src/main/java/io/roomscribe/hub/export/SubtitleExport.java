package io.roomscribe.hub.export;

import io.roomscribe.hub.export.MeetingDocument.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes a meeting's transcript as subtitles, timed from its start. What is said in one breath for
/// long is cut into pieces that can be read on two lines; what is missing is a subtitle too.
final class SubtitleExport {
    private static final int LETTERS_MAX = 84;
    private static final Duration SHORTEST = Duration.ofMillis(500);

    /// So long is a mark shown.
    private static final Duration MARK = Duration.ofSeconds(2);

    private SubtitleExport() {}

    private record Cue(Duration from, Duration to, String speaker, String text) {}

    static String subRip(MeetingDocument document) {
        var out = new StringBuilder();
        var number = 0;
        for (var cue : cues(document)) {
            out.append(++number).append('\n');
            out.append(time(cue.from(), ','))
                    .append(" --> ")
                    .append(time(cue.to(), ','))
                    .append('\n');
            out.append(plain(cue.speaker().isEmpty() ? "" : cue.speaker() + ": "));
            out.append(plain(cue.text())).append("\n\n");
        }
        return out.toString();
    }

    static String webVtt(MeetingDocument document) {
        var out = new StringBuilder("WEBVTT - ");
        out.append(document.title().replace("-->", "→")).append("\n\n");
        out.append("NOTE ").append(document.coverage()).append("\n\n");
        for (var cue : cues(document)) {
            out.append(time(cue.from(), '.'))
                    .append(" --> ")
                    .append(time(cue.to(), '.'))
                    .append('\n');
            if (!cue.speaker().isEmpty()) {
                out.append("<v ").append(escaped(cue.speaker())).append('>');
            }
            out.append(escaped(cue.text())).append("\n\n");
        }
        return out.toString();
    }

    private static List<Cue> cues(MeetingDocument document) {
        var cues = new ArrayList<Cue>();
        for (var line : document.lines()) {
            var from = document.offset(line.at());
            switch (line) {
                case Line.Spoken(_, _, var until, var speaker, var text) ->
                        spoken(cues, from, document.offset(until), speaker, text);
                case Line.Missing missing ->
                        cues.add(cue(from, document.offset(missing.until()), missing.text()));
                case Line.Marked marked -> cues.add(cue(from, from.plus(MARK), marked.text()));
            }
        }
        return cues;
    }

    private static Cue cue(Duration from, Duration to, String text) {
        return new Cue(from, atLeast(from, to), "", "[" + text + "]");
    }

    /// Each piece gets the part of the time that its letters are of the text.
    private static void spoken(
            List<Cue> cues, Duration from, Duration to, String speaker, String text) {
        var whole = Math.max(0, to.minus(from).toMillis());
        var letters = 0;
        for (var piece : pieces(text)) {
            var begins = from.plusMillis(whole * letters / text.length());
            letters = Math.min(text.length(), letters + piece.length() + 1);
            var ends = from.plusMillis(whole * letters / text.length());
            cues.add(new Cue(begins, atLeast(begins, ends), speaker, piece));
        }
    }

    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!piece.isEmpty() && piece.length() + word.length() >= LETTERS_MAX) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(piece.isEmpty() ? "" : " ").append(word);
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static Duration atLeast(Duration from, Duration to) {
        return to.compareTo(from) > 0 ? to : from.plus(SHORTEST);
    }

    private static String time(Duration at, char point) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                at.toHours(),
                at.toMinutesPart(),
                at.toSecondsPart(),
                point,
                at.toMillisPart());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// SubRip has no escapes, and players read `<b>` and `{\an8}` as orders: a word joiner, which
    /// nobody sees, keeps them text.
    private static String plain(String text) {
        return text.replace("-->", "→").replace("<", "<\u2060").replace("{", "{\u2060");
    }
}

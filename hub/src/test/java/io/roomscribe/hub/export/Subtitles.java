package io.roomscribe.hub.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A reader of subtitle files that follows their formats' descriptions strictly and knows nothing
/// of how ours are written.
final class Subtitles {
    private static final Pattern SUBRIP_TIME =
            Pattern.compile(
                    "(\\d{2,}):(\\d\\d):(\\d\\d),(\\d{3}) --> (\\d{2,}):(\\d\\d):(\\d\\d),(\\d{3})");
    private static final Pattern WEBVTT_TIME =
            Pattern.compile(
                    "(\\d{2,}):(\\d\\d):(\\d\\d)\\.(\\d{3}) --> (\\d{2,}):(\\d\\d):(\\d\\d)\\.(\\d{3})");
    private static final Pattern VOICE = Pattern.compile("^<v ([^>]*)>");

    private Subtitles() {}

    record Cue(Duration from, Duration to, String voice, String text) {}

    static List<Cue> subRip(String file) {
        var cues = new ArrayList<Cue>();
        for (var block : file.strip().split("\n\n", -1)) {
            var lines = block.split("\n", -1);
            require(lines.length >= 3, "a cue has number, time and text: " + block);
            require(lines[0].equals("" + (cues.size() + 1)), "cues are numbered: " + lines[0]);
            var text = String.join("\n", List.of(lines).subList(2, lines.length));
            require(!text.matches("(?s).*<[a-zA-Z/].*"), "players take it for a tag: " + text);
            cues.add(cue(SUBRIP_TIME.matcher(lines[1]), "", text));
        }
        return cues;
    }

    static List<Cue> webVtt(String file) {
        var blocks = file.strip().split("\n\n", -1);
        require(blocks[0].matches("WEBVTT([ \t][^\n]*)?"), "the first line: " + blocks[0]);
        var cues = new ArrayList<Cue>();
        for (var block : List.of(blocks).subList(1, blocks.length)) {
            if (block.startsWith("NOTE")) {
                continue;
            }
            var lines = block.split("\n", 2);
            require(lines.length == 2, "a cue has time and text: " + block);
            var voice = VOICE.matcher(lines[1]);
            var speaker = voice.find() ? voice.group(1) : "";
            var text = lines[1].substring(speaker.isEmpty() ? 0 : voice.end());
            require(!text.matches("(?s).*(<|-->|&(?!amp;|lt;|gt;)).*"), "not escaped: " + text);
            cues.add(cue(WEBVTT_TIME.matcher(lines[0]), unescaped(speaker), unescaped(text)));
        }
        return cues;
    }

    private static Cue cue(Matcher time, String voice, String text) {
        require(time.matches(), "a time line: " + time);
        var from = time(time, 1);
        var to = time(time, 5);
        require(to.compareTo(from) > 0, "ends after it begins: " + time);
        return new Cue(from, to, voice, text);
    }

    private static Duration time(Matcher time, int group) {
        return Duration.ofHours(Long.parseLong(time.group(group)))
                .plusMinutes(Long.parseLong(time.group(group + 1)))
                .plusSeconds(Long.parseLong(time.group(group + 2)))
                .plusMillis(Long.parseLong(time.group(group + 3)));
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}

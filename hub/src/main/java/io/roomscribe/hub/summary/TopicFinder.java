package io.roomscribe.hub.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds headings where people announce them: the agenda, "the next item is ...". Stateless.
final class TopicFinder {
    private static final Pattern AGENDA =
            Pattern.compile(
                    "\\b(?:items?|topics?|points?|things) on (?:the|our|today's) agenda(?: for)?(?: today)?[.:,]?(?<list>.+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ANNOUNCED =
            Pattern.compile(
                    "\\b(?:(?:next|first|second|third|fourth|fifth|last|final|other) (?:item|topic|point|subject)"
                            + "(?: on the agenda| today)? is|let's (?:talk about|move on to|discuss|go on with|turn to)"
                            + "|we (?:come|move on|go on) to|the topic is) (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern LIST_BREAK =
            Pattern.compile(
                    "[,;]\\s*(?:and )?|\\s+and (?=the |our |a )|\\s+(?=the )",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ARTICLE =
            Pattern.compile("^(?:the|a|an|our|and|about)\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern END =
            Pattern.compile("[.?!]|\\s(?:that|which|because|so|we|i|you|it)\\s");
    private static final int WORDS_MAX = 7;
    private static final int TOPICS_MAX = 12;
    private static final double SAME = 0.7;

    List<String> find(List<Line> lines) {
        var topics = new ArrayList<String>();
        for (var line : lines) {
            var agenda = AGENDA.matcher(line.text());
            if (agenda.find()) {
                addList(agenda, topics);
            }
            for (var clause : Clauses.of(line.text())) {
                var announced = ANNOUNCED.matcher(clause);
                if (announced.find()) {
                    add(beforeName(announced.group("what")), topics);
                }
            }
        }
        return topics.stream().limit(TOPICS_MAX).toList();
    }

    /// Recognised lists have no commas: an article begins the next point, but not "for the ...".
    private static void addList(Matcher agenda, List<String> topics) {
        var list =
                agenda.group("list")
                        .replaceAll("(?i) (for|of|in|on|with|about) the ", " $1 the\u00a0");
        for (var part : Words.split(LIST_BREAK, list)) {
            add(part.replace('\u00a0', ' '), topics);
        }
    }

    private static String beforeName(String text) {
        var words = new ArrayList<String>();
        for (var word : Words.split(text)) {
            if (FirstNames.isName(Clauses.plain(word))) {
                break;
            }
            words.add(word);
        }
        return String.join(" ", words);
    }

    private static void add(String text, List<String> topics) {
        var end = END.matcher(text);
        var cut = end.find() && end.start() > 0 ? text.substring(0, end.start()) : text;
        var plain = ARTICLE.matcher(cut.strip()).replaceFirst("");
        var stems = Words.stems(plain);
        var isNew =
                topics.stream()
                        .noneMatch(topic -> Words.containment(Words.stems(topic), stems) >= SAME);
        if (!stems.isEmpty() && Words.split(plain).size() <= WORDS_MAX && isNew) {
            topics.add(Words.sentence(plain, ""));
        }
    }
}

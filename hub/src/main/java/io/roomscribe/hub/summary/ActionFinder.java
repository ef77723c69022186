package io.roomscribe.hub.summary;

import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds promised and handed out work by the phrases for it. An owner is a name that was said,
/// never a guess. Stateless.
final class ActionFinder {
    private static final Pattern CALLED =
            Pattern.compile(
                    "\\b(?:action item|task|action|job) for (?<who>\\p{L}+) (?:is|will be)(?: to)? (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME_WILL =
            Pattern.compile(
                    "\\b(?<who>\\p{L}+) (?:will|is going to|has to|needs to|should|takes care of"
                            + "|promised to|agreed to) (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKED =
            Pattern.compile(
                    "^(?<who>\\p{L}+)? ?(?:can|could|would) you(?: please)? (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern I_WILL =
            Pattern.compile(
                    "^(?:i'll|i will|i am going to|i'm going to) (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);

    /// Work for "we" or "you" counts only with a date: without one it is mostly talk.
    private static final Pattern SOMEBODY_WILL =
            Pattern.compile(
                    "^(?:we|you|he|she|they)(?:'ll| will| have to| need to| must) (?<what>.+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern RECAP =
            Pattern.compile("\\baction items?\\b|\\bto do list\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME_DOES =
            Pattern.compile("^(?<who>\\p{L}+) (?<what>\\p{L}+s\\b .+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern AND_MORE =
            Pattern.compile(
                    " and (?:then )?(?:(?:he|she|i|they|you) (?:will |'ll )|(?:i|he|she|you)'ll )");
    private static final Pattern AND_DOES =
            Pattern.compile(" and (?=\\p{L}{3,}s\\b (?:the|a|an|all|our|his|her) )");
    private static final Pattern TAKEN =
            Pattern.compile(
                    "^(?:i will|i'll|i can|i am going to|will do|no problem)\\b",
                    Pattern.CASE_INSENSITIVE);

    /// What is asked of somebody in a meeting, not after it; and promises without content.
    private static final Set<String> NOT_WORK =
            Words.setOf(
                    ("be give tell hear see explain repeat say show start share go do take think have like"
                            + " not never also probably need wait come agree speak stop know"));

    private static final int RECAP_LINES = 3;

    List<ActionItem> find(List<Line> lines) {
        var found = new ArrayList<ActionItem>();
        var recapUntil = -1;
        for (var i = 0; i < lines.size(); i++) {
            if (RECAP.matcher(lines.get(i).text()).find()) {
                recapUntil = i + RECAP_LINES;
            }
            for (var clause : clauses(lines.get(i), i <= recapUntil)) {
                found.addAll(inClause(clause, lines, i, i <= recapUntil));
            }
        }
        return MinutesMerge.withoutRepeated(found);
    }

    /// In a recap, "ben finishes the tests dana makes ..." is cut at each name.
    private static List<String> clauses(Line line, boolean recap) {
        if (!recap) {
            return Clauses.of(line.text());
        }
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (var word : Words.split(line.text())) {
            if (FirstNames.isName(Clauses.plain(word)) && !endsOnPreposition(part)) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : " ").append(word);
        }
        parts.add(part.toString());
        return parts.stream().flatMap(text -> Clauses.of(text).stream()).toList();
    }

    private static boolean endsOnPreposition(CharSequence text) {
        return Pattern.compile("\\b(?:for|to|with|by|and|from|of)$").matcher(text).find();
    }

    private List<ActionItem> inClause(String clause, List<Line> lines, int at, boolean recap) {
        var plain = Clauses.withoutLeading(clause);
        var line = lines.get(at);
        var called = CALLED.matcher(plain);
        if (called.find()) {
            return items(called.group("what"), nameIn(called), List.of(line));
        }
        var nameWill = NAME_WILL.matcher(plain);
        while (nameWill.find()) {
            if (FirstNames.isName(nameWill.group("who"))) {
                return items(nameWill.group("what"), nameIn(nameWill), List.of(line));
            }
        }
        var asked = ASKED.matcher(plain);
        if (asked.find() && nameIn(asked).isPresent()) {
            return items(asked.group("what"), nameIn(asked), withReply(lines, at));
        }
        var nameDoes = NAME_DOES.matcher(plain);
        if (recap && nameDoes.find() && FirstNames.isName(nameDoes.group("who"))) {
            return items(nameDoes.group("what"), nameIn(nameDoes), List.of(line)).stream()
                    .map(ActionFinder::asImperative)
                    .toList();
        }
        return withoutOwner(plain, lines, at);
    }

    private List<ActionItem> withoutOwner(String plain, List<Line> lines, int at) {
        var iWill = I_WILL.matcher(plain);
        if (iWill.find() && !isReply(lines, at)) {
            return items(iWill.group("what"), Optional.empty(), List.of(lines.get(at)));
        }
        var somebody = SOMEBODY_WILL.matcher(plain);
        if (somebody.find() && DueFinder.find(somebody.group("what")).isPresent()) {
            return items(somebody.group("what"), Optional.empty(), List.of(lines.get(at)));
        }
        return List.of();
    }

    private static Optional<String> nameIn(Matcher match) {
        var who = match.group("who");
        return who != null && FirstNames.isName(who)
                ? Optional.of(Words.capital(who.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /// The request's line, and the next when it takes the work on: the date is often there.
    private static List<Line> withReply(List<Line> lines, int at) {
        if (at + 1 < lines.size() && takes(lines.get(at + 1))) {
            return List.of(lines.get(at), lines.get(at + 1));
        }
        return List.of(lines.get(at));
    }

    private static boolean takes(Line line) {
        return TAKEN.matcher(Clauses.withoutLeading(line.text())).find();
    }

    /// Whether the line only takes on what the line before asked a named person to do.
    private static boolean isReply(List<Line> lines, int at) {
        return at > 0
                && takes(lines.get(at))
                && Clauses.of(lines.get(at - 1).text()).stream()
                        .map(clause -> ASKED.matcher(Clauses.withoutLeading(clause)))
                        .anyMatch(match -> match.find() && nameIn(match).isPresent());
    }

    private static List<ActionItem> items(
            String what, Optional<String> owner, List<Line> evidence) {
        var items = new ArrayList<ActionItem>();
        for (var part : Words.split(AND_MORE, what)) {
            for (var one : Words.split(AND_DOES, part)) {
                if (isWork(one)) {
                    items.add(item(one, owner, evidence));
                }
            }
        }
        return items;
    }

    /// "Finishes the tests." as "Finish the tests."
    private static ActionItem asImperative(ActionItem item) {
        var text = item.text();
        var space = text.indexOf(' ');
        var verb = space < 0 ? text : text.substring(0, space);
        var plain =
                verb.replaceFirst("ies$", "y")
                        .replaceFirst("(?<=ch|sh|ss|x|zz|o)es$", "")
                        .replaceFirst("(?<!s)s$", "");
        return new ActionItem(
                plain + text.substring(verb.length()), item.owner(), item.due(), item.evidence());
    }

    /// Whether it is something to do after the meeting, and says what.
    static boolean isWork(String what) {
        var words = Words.of(what);
        return !words.isEmpty()
                && !NOT_WORK.contains(words.getFirst())
                && !what.contains("give us")
                && Words.stems(DueFinder.without(what)).size() >= 2;
    }

    private static ActionItem item(String what, Optional<String> owner, List<Line> evidence) {
        var due =
                DueFinder.find(what)
                        .or(() ->
                                evidence.size() > 1
                                        ? DueFinder.find(evidence.get(1).text())
                                        : Optional.empty());
        return new ActionItem(
                Words.sentence(what, "."),
                owner,
                due,
                new Evidence(
                        evidence.getFirst().text(),
                        evidence.stream().map(Line::number).toList(),
                        true));
    }
}

package io.roomscribe.hub.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of a question who people are and where they can be found, and puts it back into the
/// answer: names, addresses, telephone numbers and e-mail addresses each become a word such as
/// `Person_3`. Rather a word too many than a name left in; what is taken out is only in memory, for
/// as long as the question lasts.
///
/// Names are those that people gave to speakers, first names of a list, and what follows a first
/// name or "Mrs" like a surname. A surname that stands alone and nobody told the hub is not known.
///
/// Thread-safe.
public final class Redaction {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String DIGIT =
            "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|null|eins|zwo|zwei|drei"
                    + "|vier|fünf|sechs|sieben|acht|neun|jeden|dwa|trzy|cztery|pięć|sześć|siedem"
                    + "|osiem|dziewięć)";
    private static final Pattern MAIL =
            Pattern.compile("[\\p{L}\\d._%+-]+@[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)+", FLAGS);
    private static final Pattern SPOKEN_MAIL =
            Pattern.compile(
                    "\\b[\\p{L}\\d]+(?: (?:dot|punkt|kropka) [\\p{L}\\d]+)* at [\\p{L}\\d]+"
                            + "(?: (?:dot|punkt|kropka) [\\p{L}\\d]+)+",
                    FLAGS);
    private static final Pattern PHONE =
            Pattern.compile("(?<![\\p{L}\\d])\\+?\\d(?:[ ()/.-]{0,2}\\d){6,}");
    private static final Pattern SPOKEN_PHONE =
            Pattern.compile("\\b" + DIGIT + "(?:[ ,-]+" + DIGIT + "){4,}\\b", FLAGS);
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\\b(?:\\d+\\p{L}? |"
                            + "(?:number )?[\\p{L}-]+ )?"
                            + "(?!(?:the|a|this|that|our|on|of|in|to)\\b)[\\p{L}'-]+"
                            + " (?:street|road|avenue|lane|square|boulevard)\\b"
                            + "|\\b\\p{L}+(?:straße|strasse|gasse|allee)(?: \\d+\\p{L}?)?"
                            + "|\\b(?:ulica|ulicy|ul\\.|aleja|alei) \\p{L}+(?: \\d+\\p{L}?)?",
                    FLAGS);
    private static final Pattern TITLED =
            Pattern.compile(
                    "\\b(?:mr|mrs|ms|doctor|dr|professor|herr|herrn|frau|pan|pana|pani)\\.? "
                            + "([\\p{L}'-]{2,})",
                    FLAGS);
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}-]*");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\b(Person|Address|Phone|Mail)[_ -](\\d+)\\b", FLAGS);

    /// Names that are words as well: hidden only where they are written like names.
    private static final Set<String> ALSO_WORDS =
            Set.of(
                    "will", "mark", "may", "rose", "grace", "hope", "bill", "art", "grant", "pat",
                    "rob", "jack", "young", "king", "long", "brown", "white", "black", "green",
                    "day", "april", "june", "summer", "faith", "joy", "miles", "page", "price",
                    "west", "north", "best", "good", "klein", "gross", "lang", "kurz", "jung");

    private final Predicate<String> isFirstName;
    private final Supplier<List<String>> known;

    /// @param isFirstName whether a lower-case word is one
    /// @param known names of people as they were given, asked for at each question
    public Redaction(Predicate<String> isFirstName, Supplier<List<String>> known) {
        this.isFirstName = isFirstName;
        this.known = known;
    }

    /// For whoever asks no service that must not know.
    public static Redaction ofNobody() {
        return new Redaction(_ -> false, List::of);
    }

    /// A text without what it hides, and the way back.
    static final class Hidden {
        private final Map<String, String> placeholders = new LinkedHashMap<>();
        private final Map<String, String> originals = new LinkedHashMap<>();
        private String text;

        /// Placeholders are numbered from above those that somebody spoke or wrote.
        private final int first;

        private Hidden(String text) {
            this.text = text;
            this.first =
                    PLACEHOLDER
                            .matcher(text)
                            .results()
                            .mapToInt(found -> number(found.group(2)))
                            .max()
                            .orElse(0);
        }

        private static int number(String digits) {
            return digits.length() > 6 ? 0 : Integer.parseInt(digits);
        }

        String text() {
            return text;
        }

        /// What was taken out, put back wherever the answer has a placeholder.
        String restored(String answer) {
            return PLACEHOLDER
                    .matcher(answer)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(
                                    originals.getOrDefault(
                                            key(found.group(1), found.group(2)), found.group())));
        }

        private static String key(String kind, String number) {
            return kind.toLowerCase(Locale.ROOT) + number;
        }

        private void hide(Pattern pattern, String kind, int group) {
            text =
                    pattern.matcher(text)
                            .replaceAll(found ->
                                    Matcher.quoteReplacement(
                                            found.group()
                                                    .replace(
                                                            found.group(group),
                                                            placeholder(
                                                                    kind, found.group(group)))));
        }

        private String placeholder(String kind, String original) {
            if (PLACEHOLDER.matcher(original).matches()) {
                return original;
            }
            return placeholders.computeIfAbsent(
                    original.toLowerCase(Locale.ROOT),
                    _ -> {
                        var number = Integer.toString(first + placeholders.size() + 1);
                        originals.put(key(kind, number), original);
                        return kind + "_" + number;
                    });
        }
    }

    Hidden hide(String text) {
        var hidden = new Hidden(text);
        hidden.hide(MAIL, "Mail", 0);
        hidden.hide(SPOKEN_MAIL, "Mail", 0);
        hidden.hide(PHONE, "Phone", 0);
        hidden.hide(SPOKEN_PHONE, "Phone", 0);
        hidden.hide(ADDRESS, "Address", 0);
        for (var name : longestFirst(known.get())) {
            hidden.hide(named(name), "Person", 0);
        }
        hidden.hide(TITLED, "Person", 1);
        hidden.text = firstNames(hidden);
        return hidden;
    }

    /// Whole names, and the parts that are nothing else.
    private static List<String> longestFirst(List<String> names) {
        var all = new ArrayList<String>();
        for (var name : names) {
            var whole = name.strip();
            if (whole.length() > 1) {
                all.add(whole);
                all.addAll(List.of(whole.split("[\\s]+")));
            }
        }
        return all.stream()
                .filter(name -> name.length() > 2)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Pattern named(String name) {
        var isWord = ALSO_WORDS.contains(name.toLowerCase(Locale.ROOT));
        return Pattern.compile(
                "(?<![\\p{L}_])" + Pattern.quote(name) + "(?![\\p{L}])", isWord ? 0 : FLAGS);
    }

    private String firstNames(Hidden hidden) {
        var text = hidden.text;
        var out = new StringBuilder();
        var words = WORD.matcher(text);
        var end = 0;
        while (words.find(end)) {
            var word = words.group();
            out.append(text, end, words.start());
            end = words.end();
            var plain = word.toLowerCase(Locale.ROOT);
            if (plain.startsWith("person") || !isFirstName.test(plain)) {
                out.append(word);
                continue;
            }
            out.append(hidden.placeholder("Person", word));
            end = surname(text, end, out, hidden);
        }
        return out.append(text, end, text.length()).toString();
    }

    /// What is written like a name right after a first name.
    private static int surname(String text, int from, StringBuilder out, Hidden hidden) {
        var next = WORD.matcher(text);
        var isNext = from < text.length() && text.charAt(from) == ' ' && next.find(from + 1);
        if (!isNext
                || next.start() != from + 1
                || !Character.isUpperCase(next.group().codePointAt(0))
                || PLACEHOLDER.matcher(text).region(next.start(), text.length()).lookingAt()) {
            return from;
        }
        out.append(' ').append(hidden.placeholder("Person", next.group()));
        return next.end();
    }
}

package io.roomscribe.protocol.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which numbers and months a text speaks of, in digits or in words: to find out whether two texts,
/// perhaps in two languages, speak of the same. "Twenty-fifth", "25." and "fünfundzwanzigste" are
/// all 25; "billion" is more in German than in English.
///
/// A word that may also be something else, as "second", counts where the other text has its number
/// and is not missed where it has not.
///
/// Immutable.
public final class SaidNumbers {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "[1-9]\\d{0,2}(?:[.,\\u00a0\\u202f]\\d{3})+(?!\\d)|\\d+|\\p{L}+|[.,;:!?]");
    private static final Pattern GROUP = Pattern.compile("[.,\\u00a0\\u202f]");
    private static final int DIGITS_MAX = 15;
    private static final int BELOW = 100;
    private static final Map<String, SaidNumbers> KNOWN =
            Map.of("en", new SaidNumbers("en"), "de", new SaidNumbers("de"));

    /// What a text says.
    ///
    /// @param certain numbers that are nothing else
    /// @param possible these, and what may be one
    public record Said(List<String> certain, List<String> possible) {
        public Said {
            certain = List.copyOf(certain);
            possible = List.copyOf(possible);
        }

        /// Whether each says nothing that the other does not.
        public boolean agreesWith(Said other) {
            return holds(other.possible, certain) && holds(possible, other.certain);
        }

        private static boolean holds(List<String> all, List<String> wanted) {
            var left = new ArrayList<>(all);
            return wanted.stream().allMatch(left::remove);
        }
    }

    private final Map<String, Integer> small = new HashMap<>();
    private final Map<String, Long> scales = new HashMap<>();
    private final Map<String, Integer> perhaps = new HashMap<>();
    private final List<String> months;
    private final Set<String> ambiguous;
    private final List<String> suffixes;
    private final NumberWords words;
    private final String hundred;
    private final String thousand;
    private final String joint;
    private final boolean isCompound;

    private SaidNumbers(String language) {
        words = NumberWords.of(language).orElseThrow();
        var rules = NumberWords.read("numbers-" + language + ".properties");
        hundred = rules.getProperty("hundred", "");
        thousand = rules.getProperty("thousand", "");
        joint = rules.getProperty("joint", "");
        isCompound = rules.getProperty("between", "").isEmpty();
        months = list(rules, "months");
        ambiguous = Set.copyOf(list(rules, "ambiguous"));
        suffixes = list(rules, "suffixes");
        pairs(rules, "perhaps").forEach((word, value) -> perhaps.put(word, value.intValue()));
        scales.putAll(pairs(rules, "scales"));
        var endings = list(rules, "endings");
        for (var number = 0; number < BELOW; number++) {
            small.put(plain(words.cardinal(number)), number);
            for (var ending : endings) {
                small.put(plain(ordinal(rules, number)) + ending, number);
            }
        }
    }

    /// @param language BCP 47; empty for one without rules
    public static Optional<SaidNumbers> of(String language) {
        return Optional.ofNullable(KNOWN.get(Locale.forLanguageTag(language).getLanguage()));
    }

    /// Of a text in any language: its digits only.
    public static Said digits(String text) {
        var found =
                TOKEN.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .filter(SaidNumbers::isDigits)
                        .map(SaidNumbers::digitsOf)
                        .toList();
        return new Said(found, found);
    }

    public Said in(String text) {
        return new Reading(tokens(text)).all();
    }

    private static List<String> list(Properties rules, String key) {
        return List.of(plain(rules.getProperty(key, "")).split(" "));
    }

    private static Map<String, Long> pairs(Properties rules, String key) {
        var found = new HashMap<String, Long>();
        for (var pair : list(rules, key)) {
            var parts = pair.split(":", 2);
            found.put(parts[0], Long.valueOf(parts[1]));
        }
        return found;
    }

    private String ordinal(Properties rules, int number) {
        var units = list(rules, "ordinals");
        if (number < units.size()) {
            return units.get(number);
        }
        var unit = words.cardinal(number % 10);
        var cardinal = words.cardinal(number);
        if (number % 10 != 0 && !isCompound) {
            return cardinal.substring(0, cardinal.length() - unit.length())
                    + units.get(number % 10);
        }
        var ten = words.cardinal(number / 10 * 10);
        return cardinal.substring(0, cardinal.length() - ten.length())
                + list(rules, "ordinal-tens").get(number / 10 - 2);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace("ß", "ss");
    }

    private static boolean isDigits(String token) {
        return Character.isDigit(token.codePointAt(0));
    }

    private static String digitsOf(String token) {
        return GROUP.matcher(token).replaceAll("").replaceFirst("^0+(?=\\d)", "");
    }

    private List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        TOKEN.matcher(plain(text)).results().forEach(found -> tokens.addAll(parts(found.group())));
        return tokens;
    }

    /// What a word is made of where numbers are written in one word; others stay whole.
    private List<String> parts(String word) {
        var stem =
                suffixes.stream()
                        .filter(word::endsWith)
                        .map(suffix -> word.substring(0, word.length() - suffix.length()))
                        .filter(one -> small.containsKey(one))
                        .findFirst();
        if (stem.isPresent()) {
            return List.of(stem.get());
        }
        return isCompound ? divided(word, thousand).orElse(List.of(word)) : List.of(word);
    }

    /// Empty where it is no number.
    private Optional<List<String>> divided(String word, String scale) {
        var at = word.indexOf(scale);
        if (at < 0) {
            return scale.equals(thousand) ? divided(word, hundred) : leaf(word);
        }
        var tail = word.substring(at + scale.length()).replaceFirst("^" + joint, "");
        var head = at == 0 ? Optional.of(List.<String>of()) : inner(word.substring(0, at), scale);
        var rest = tail.isEmpty() ? Optional.of(List.<String>of()) : inner(tail, scale);
        if (head.isEmpty() || rest.isEmpty()) {
            return Optional.empty();
        }
        var all = new ArrayList<>(head.get());
        all.add(scale);
        all.addAll(rest.get());
        return Optional.of(all);
    }

    private Optional<List<String>> inner(String word, String scale) {
        return scale.equals(thousand) ? divided(word, hundred) : leaf(word);
    }

    private Optional<List<String>> leaf(String word) {
        return small.containsKey(word) || perhaps.containsKey(word)
                ? Optional.of(List.of(word))
                : Optional.empty();
    }

    /// Confined to one text.
    private final class Reading {
        private final List<String> tokens;
        private final List<String> certain = new ArrayList<>();
        private final List<String> possible = new ArrayList<>();
        private int at;

        private Reading(List<String> tokens) {
            this.tokens = tokens;
        }

        private Said all() {
            while (at < tokens.size()) {
                var begin = at;
                var token = tokens.get(at);
                if (months.contains(token)) {
                    at++;
                    say("month " + months.indexOf(token), !ambiguous.contains(token));
                } else if (isDigits(token) && token.length() > DIGITS_MAX) {
                    at++;
                    say(digitsOf(token), true);
                } else {
                    var value = number();
                    if (value < 0) {
                        at = begin + 1;
                    } else {
                        say(Long.toString(value), isCertain(begin, value));
                    }
                }
            }
            return new Said(certain, possible);
        }

        private void say(String what, boolean isCertain) {
            possible.add(what);
            if (isCertain) {
                certain.add(what);
            }
        }

        /// "One" and "zero" are hardly ever said the same way twice.
        private boolean isCertain(int begin, long value) {
            var first = tokens.get(begin);
            return at - begin > 1
                    || isDigits(first)
                    || (value > 1 && !ambiguous.contains(first) && !perhaps.containsKey(first));
        }

        /// @return -1 where none begins
        private long number() {
            var total = -1L;
            var last = Long.MAX_VALUE;
            while (true) {
                var begin = at;
                if (total > 0 && is(joint)) {
                    at++;
                }
                var group = group();
                var scale = at < tokens.size() ? scales.getOrDefault(tokens.get(at), 1L) : 1L;
                if (group < 0 && scale > 1 && total < 0) {
                    group = 1;
                }
                if (group < 0 || scale >= last || group >= last) {
                    at = begin;
                    return total;
                }
                at += scale > 1 ? 1 : 0;
                total = Math.max(total, 0) + group * scale;
                if (scale == 1) {
                    return total;
                }
                last = scale;
            }
        }

        /// Below a thousand in words, or digits.
        private long group() {
            if (at < tokens.size() && isDigits(tokens.get(at))) {
                var digits = digitsOf(tokens.get(at));
                if (digits.length() > DIGITS_MAX) {
                    return -1;
                }
                at++;
                return is(hundred) ? hundreds(Long.parseLong(digits)) : Long.parseLong(digits);
            }
            var first = is(hundred) ? 1 : belowHundred();
            if (first < 0) {
                return -1;
            }
            return is(hundred) ? hundreds(first) : year(first);
        }

        private long hundreds(long count) {
            at++;
            var begin = at;
            if (is(joint)) {
                at++;
            }
            var rest = belowHundred();
            if (rest < 0) {
                at = begin;
                return count * BELOW;
            }
            return count * BELOW + rest;
        }

        /// "Twenty twenty six".
        private long year(int first) {
            var begin = at;
            var second = belowHundred();
            var year = first * BELOW + second;
            if (second >= 10 && words.isSaidInPairs(year)) {
                return year;
            }
            at = begin;
            return first;
        }

        /// @return -1 where none begins
        private int belowHundred() {
            for (var count = 2; count > 0; count--) {
                if (at + count <= tokens.size()) {
                    var value = small.get(String.join(" ", tokens.subList(at, at + count)));
                    if (value != null) {
                        at += count;
                        return value;
                    }
                }
            }
            var other = at < tokens.size() ? perhaps.get(tokens.get(at)) : null;
            if (other == null) {
                return -1;
            }
            at++;
            return other;
        }

        private boolean is(String token) {
            return at < tokens.size() && tokens.get(at).equals(token);
        }
    }
}

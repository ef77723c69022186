package io.roomscribe.protocol.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Numbers in words and in digits. Digits are written only for words that say exactly that number
/// in exactly that way, so [#spelled] gives the words back: "two hundred" is "200", "twenty twenty
/// six" is "2026", "two thousand twenty six" is "2,026". Numbers up to twelve stay words, as in any
/// newspaper, and so does what is not a number as the language's rules spell it.
///
/// Immutable.
public final class NumberWords {
    private static final int WRITTEN_FROM = 13;
    private static final int WRITTEN_TO = 9999;
    private static final Pattern DIGITS = Pattern.compile("\\b\\d{1,3}(?:,\\d{3})+\\b|\\b\\d+\\b");
    private static final Pattern YEARS = Pattern.compile("(\\d+)-(\\d+)");
    private static final Map<String, NumberWords> KNOWN =
            Map.of("en", new NumberWords("en"), "de", new NumberWords("de"));

    private final List<String> units;
    private final List<String> tens;
    private final List<Years> saidInPairs;
    private final Properties rules;
    private final Map<String, String> written = new HashMap<>();
    private final int wordsMax;

    private record Years(int from, int to) {
        static Years of(MatchResult range) {
            return new Years(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
        }

        boolean hold(int number) {
            return from <= number && number <= to;
        }
    }

    private NumberWords(String language) {
        rules = read("numbers-" + language + ".properties");
        units = List.of(rule("units").split(" "));
        tens = List.of(rule("tens").split(" "));
        saidInPairs = YEARS.matcher(rule("years-in-pairs")).results().map(Years::of).toList();
        var longest = 1;
        for (var number = WRITTEN_FROM; number <= WRITTEN_TO; number++) {
            longest = Math.max(longest, write(cardinal(number), grouped(number)));
            if (isSaidInPairs(number)) {
                longest = Math.max(longest, write(pairs(number), Integer.toString(number)));
            }
        }
        wordsMax = longest;
    }

    /// @param language BCP 47; empty for one without rules
    public static Optional<NumberWords> of(String language) {
        return Optional.ofNullable(KNOWN.get(Locale.forLanguageTag(language).getLanguage()));
    }

    static Properties read(String name) {
        var rules = new Properties();
        try (var in = NumberWords.class.getResourceAsStream(name)) {
            rules.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String rule(String key) {
        return rules.getProperty(key, "");
    }

    private int write(String words, String digits) {
        written.put(words, digits);
        return words.split(" ").length;
    }

    /// The words with numbers as digits.
    public List<String> digits(List<String> words) {
        var result = new ArrayList<String>();
        for (var at = 0; at < words.size(); ) {
            var taken = 0;
            for (var count = Math.min(wordsMax, words.size() - at);
                    count > 0 && taken == 0;
                    count--) {
                var digits = written.get(String.join(" ", words.subList(at, at + count)));
                if (digits != null) {
                    result.add(digits);
                    taken = count;
                }
            }
            if (taken == 0) {
                result.add(words.get(at));
                taken = 1;
            }
            at += taken;
        }
        return List.copyOf(result);
    }

    /// The text with digits as words, as far as they go to [#WRITTEN_TO].
    public String spelled(String text) {
        return DIGITS.matcher(text).replaceAll(found -> spelledNumber(found.group()));
    }

    private String spelledNumber(String digits) {
        var plain = digits.replace(",", "");
        if (plain.length() > 4 || (plain.length() > 1 && plain.startsWith("0"))) {
            return digits;
        }
        var number = Integer.parseInt(plain);
        return isSaidInPairs(number) && plain.equals(digits) ? pairs(number) : cardinal(number);
    }

    boolean isSaidInPairs(int number) {
        return number % 100 >= 10 && saidInPairs.stream().anyMatch(years -> years.hold(number));
    }

    private String pairs(int number) {
        return cardinal(number / 100) + " " + cardinal(number % 100);
    }

    private String grouped(int number) {
        return number < 1000
                ? Integer.toString(number)
                : number / 1000 + rule("group") + String.format(Locale.ROOT, "%03d", number % 1000);
    }

    String cardinal(int number) {
        if (number >= 1000) {
            return compound(number, 1000, rule("thousand"));
        }
        if (number >= 100) {
            return compound(number, 100, rule("hundred"));
        }
        if (number < units.size()) {
            return units.get(number);
        }
        var ten = tens.get(number / 10 - 2);
        if (number % 10 == 0) {
            return ten;
        }
        return rule("unit-and-ten").isEmpty()
                ? ten + rule("between") + units.get(number % 10)
                : before(number % 10) + rule("unit-and-ten") + ten;
    }

    private String compound(int number, int power, String name) {
        var rest = number % power;
        var head = before(number / power) + rule("between") + name;
        return rest == 0 ? head : head + rule("between") + cardinal(rest);
    }

    private String before(int number) {
        return number == 1 ? rule("one-before") : cardinal(number);
    }
}

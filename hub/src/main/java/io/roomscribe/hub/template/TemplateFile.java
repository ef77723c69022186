package io.roomscribe.hub.template;

import io.roomscribe.hub.template.MinutesTemplate.Section;
import io.roomscribe.hub.template.MinutesTemplate.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a template: front matter between two lines `---`, a text on how to write, then sections
/// `## key` with fields of their own and the text that says what belongs into them. A text's other
/// languages follow it under `### de` and `### pl`. What is wrong is said with its line.
///
/// Texts are short, so that what is asked for never crowds out what was said.
///
/// Confined to one reading.
final class TemplateFile {
    static final int CHARS_MAX = 16_384;
    private static final int SECTIONS_MAX = 6;
    private static final int TEXT_MAX = 400;
    private static final int TEXTS_MAX = 1_500;
    private static final int TITLE_MAX = 60;
    private static final int AT_MOST = 4;
    private static final int AT_MOST_MAX = 12;
    private static final Pattern FIELD = Pattern.compile("([a-z]+(?:-[a-z]+)*):\\s*(.*)");
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern RESERVED = Pattern.compile("[{}<>\\[\\]\"]");
    private static final Set<String> TITLES = Set.of("title", "title-de", "title-pl");
    private static final Set<String> FIELDS =
            Set.of("title", "title-de", "title-pl", "shape", "at-most");

    /// What answers of models have already.
    private static final Set<String> TAKEN =
            Set.of("notes", "items", "summary", "title", "topics", "lines");

    private final List<String> lines;
    private int at;

    private TemplateFile(String text) {
        lines = Arrays.asList(text.split("\\R", -1));
    }

    /// @throws TemplateException with the line, when it is none
    static MinutesTemplate parse(String id, String text, boolean isOwn) {
        if (!KEY.matcher(id).matches()) {
            throw TemplateException.badFile(
                    0,
                    "its name is no template's",
                    "name it by small letters, digits and '-', such as 'weekly-review.md'");
        }
        if (text.length() > CHARS_MAX) {
            throw TemplateException.badFile(
                    0, "it is longer than %d characters".formatted(CHARS_MAX), "ask for less");
        }
        return new TemplateFile(text.replace("\uFEFF", "")).read(id, isOwn);
    }

    private MinutesTemplate read(String id, boolean isOwn) {
        if (!next().equals("---")) {
            throw wrong("a template begins with a line '---'", "put its title between two of them");
        }
        at++;
        var head = fields(TITLES, "---");
        if (at >= lines.size()) {
            throw wrong("the front matter has no end", "end it with a line '---'");
        }
        at++;
        var title = title(head);
        var guidance = text(false);
        var sections = new ArrayList<Section>();
        while (at < lines.size()) {
            sections.add(section(sections));
        }
        var length = sections.stream().mapToInt(one -> one.ask().lengthMax()).sum();
        if (length > TEXTS_MAX) {
            at = lines.size() - 1;
            throw wrong(
                    "its sections ask for %d characters, %d is the most"
                            .formatted(length, TEXTS_MAX),
                    "say less, so that there is room for what was said");
        }
        return new MinutesTemplate(id, title, guidance, sections, isOwn);
    }

    private Section section(List<Section> before) {
        var key = next().substring(2).strip();
        if (!KEY.matcher(key).matches() || TAKEN.contains(key)) {
            throw wrong(
                    "'%s' cannot be a section's key".formatted(key),
                    "use small letters, digits and '-', and none of " + TAKEN);
        }
        if (before.stream().anyMatch(one -> one.key().equals(key))) {
            throw wrong("there are two sections '%s'".formatted(key), "name one otherwise");
        }
        if (before.size() == SECTIONS_MAX) {
            throw wrong("more than %d sections".formatted(SECTIONS_MAX), "leave some out");
        }
        at++;
        var fields = fields(FIELDS, "");
        var title = title(fields);
        return new Section(key, shape(fields), title, atMost(fields), text(true));
    }

    /// @param end the line after the last field; empty for the first that is none
    private Map<String, Field> fields(Set<String> known, String end) {
        var fields = new HashMap<String, Field>();
        while (at < lines.size()) {
            var line = next();
            var match = FIELD.matcher(line);
            if (line.equals(end)) {
                break;
            }
            if (!match.matches() || !known.contains(match.group(1))) {
                throw wrong(
                        match.matches()
                                ? "there is no field '%s' here".formatted(match.group(1))
                                : "this is no field",
                        "the fields here are "
                                + String.join(", ", known.stream().sorted().toList())
                                + ", each on a line as 'field: value'"
                                + (end.isEmpty() ? "; a blank line ends them" : ""));
            }
            if (fields.put(match.group(1), new Field(match.group(2).strip(), at)) != null) {
                throw wrong("'%s' stands twice".formatted(match.group(1)), "leave one out");
            }
            at++;
        }
        return fields;
    }

    private record Field(String value, int at) {}

    private Wording title(Map<String, Field> fields) {
        var texts = new HashMap<String, String>();
        for (var language : Wording.LANGUAGES) {
            var field = fields.get(language.equals("en") ? "title" : "title-" + language);
            if (field != null) {
                var value = field.value();
                if (value.isEmpty() || value.length() > TITLE_MAX || isReserved(value)) {
                    at = field.at();
                    throw wrong(
                            "a title has 1 to %d characters".formatted(TITLE_MAX),
                            "without quotation marks, brackets and braces");
                }
                texts.put(language, value);
            }
        }
        if (!texts.containsKey("en")) {
            throw wrong("the title is missing", "add a line 'title: Stand-up' above");
        }
        return new Wording(texts);
    }

    private Shape shape(Map<String, Field> fields) {
        var field = fields.get("shape");
        for (var shape : Shape.values()) {
            if (field == null ? shape == Shape.LIST : shape.word().equals(field.value())) {
                return shape;
            }
        }
        at = field == null ? at : field.at();
        throw wrong("there is no such shape", "it is list, cards or quiz");
    }

    private int atMost(Map<String, Field> fields) {
        var field = fields.get("at-most");
        if (field == null) {
            return AT_MOST;
        }
        if (field.value().matches("\\d{1,2}")) {
            var number = Integer.parseInt(field.value());
            if (number >= 1 && number <= AT_MOST_MAX) {
                return number;
            }
        }
        at = field.at();
        throw wrong(
                "'at-most' is a number from 1 to %d".formatted(AT_MOST_MAX),
                "it counts the entries of a stretch that is read at once");
    }

    /// Up to the next section, with its other languages.
    private Wording text(boolean isNeeded) {
        var begin = at;
        var texts = new HashMap<String, String>();
        texts.put("en", paragraph());
        while (at < lines.size() && next().startsWith("### ")) {
            var language = next().substring(4).strip().toLowerCase(Locale.ROOT);
            if (language.equals("en") || !Wording.LANGUAGES.contains(language)) {
                throw wrong(
                        "'%s' is no language that minutes are asked for in".formatted(language),
                        "de and pl are; English is the text above");
            }
            at++;
            if (texts.put(language, paragraph()) != null) {
                throw wrong("'### %s' stands twice".formatted(language), "leave one out");
            }
        }
        if (isNeeded && texts.getOrDefault("en", "").isEmpty()) {
            at = Math.min(begin, lines.size() - 1);
            throw wrong("the section does not say what belongs into it", "write a sentence or two");
        }
        return new Wording(texts);
    }

    private String paragraph() {
        var text = new StringBuilder();
        while (at < lines.size() && !next().startsWith("#")) {
            if (isReserved(next())) {
                throw wrong(
                        "quotation marks, brackets and braces cannot stand here",
                        "say it in plain words");
            }
            text.append(next()).append(' ');
            at++;
        }
        if (at < lines.size() && !next().startsWith("## ") && !next().startsWith("### ")) {
            throw wrong("this is no heading that is known here", "use '## key' or '### de'");
        }
        var plain = text.toString().strip().replaceAll("\\s+", " ");
        if (plain.length() > TEXT_MAX) {
            at--;
            throw wrong(
                    "the text above has %d characters, %d is the most"
                            .formatted(plain.length(), TEXT_MAX),
                    "say less, so that there is room for what was said");
        }
        return plain;
    }

    /// What marks data and answers where a model is asked.
    private static boolean isReserved(String text) {
        return RESERVED.matcher(text).find();
    }

    private String next() {
        return lines.get(at).stripTrailing();
    }

    private TemplateException wrong(String what, String hint) {
        return TemplateException.badFile(Math.min(at, lines.size() - 1) + 1, what, hint);
    }
}

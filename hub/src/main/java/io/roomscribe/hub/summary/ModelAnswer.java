package io.roomscribe.hub.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.hub.language.AnswerJson;
import io.roomscribe.hub.template.MinutesTemplate.Section;
import io.roomscribe.hub.template.MinutesTemplate.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a model answered, with the slips that models make: words around the JSON, a code
/// fence, comments, a trailing comma, strings where numbers belong. Stateless.
final class ModelAnswer {
    private static final int ITEMS_MAX = 60;
    private static final int TEXT_CHARS_MAX = 4000;
    private static final int CHOICE_CHARS_MAX = 200;
    private static final int CHOICES_MAX = 6;

    /// Prose and headings.
    record Prose(String title, String summary, List<String> topics) {}

    /// A claim: what was decided or who does what.
    ///
    /// @param line as the model numbered it; 0 when it gave none
    record Item(int line, boolean isDecision, String text, String owner, String due) {}

    /// What was spoken about from a line on.
    ///
    /// @param line as the model numbered it; 0 when it gave none
    record Note(int line, String heading, String text) {}

    /// An entry of a list that a template asks for.
    ///
    /// @param line as the model numbered it; 0 when it gave none
    /// @param back of a card, or the right answer; empty for a sentence
    /// @param choices of a question
    record Entry(int line, String text, String back, List<String> choices) {}

    private ModelAnswer() {}

    /// What it has of one of a template's lists; nothing where it left the list out, or an entry is
    /// not of its shape.
    static List<Entry> entries(String answer, Section section) {
        var found = new ArrayList<Entry>();
        for (var node : AnswerJson.root(answer).path(section.key())) {
            if (found.size() < section.atMost()) {
                entry(node, section.shape()).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<Entry> entry(JsonNode node, Shape shape) {
        var line = number(node.path("line"));
        return switch (shape) {
            case LIST ->
                    Optional.of(new Entry(line, text(node, "text"), "", List.of()))
                            .filter(one -> !one.text().isBlank());
            case CARDS ->
                    Optional.of(new Entry(line, text(node, "front"), text(node, "back"), List.of()))
                            .filter(one -> !one.text().isBlank() && !one.back().isBlank());
            case QUIZ -> question(line, node);
        };
    }

    private static Optional<Entry> question(int line, JsonNode node) {
        var choices = new ArrayList<String>();
        for (var choice : node.path("answers")) {
            var text = choice.asText().strip();
            if (!text.isEmpty() && text.length() <= CHOICE_CHARS_MAX && !choices.contains(text)) {
                choices.add(text);
            }
        }
        var right = number(node.path("right"));
        var isWhole =
                choices.size() == node.path("answers").size()
                        && choices.size() >= 2
                        && choices.size() <= CHOICES_MAX
                        && right >= 1
                        && right <= choices.size();
        return isWhole && !text(node, "question").isBlank()
                ? Optional.of(
                        new Entry(line, text(node, "question"), choices.get(right - 1), choices))
                : Optional.empty();
    }

    /// Numbered lines, by their number.
    static Map<Integer, String> lines(String answer) {
        var found = new HashMap<Integer, String>();
        for (var line : AnswerJson.root(answer).path("lines")) {
            if (!text(line, "text").isBlank()) {
                found.putIfAbsent(number(line.path("line")), text(line, "text"));
            }
        }
        return Map.copyOf(found);
    }

    static List<Note> notes(String answer) {
        var notes = AnswerJson.root(answer).path("notes");
        if (!notes.isArray()) {
            throw AnswerJson.garbage("no list of notes in it");
        }
        var found = new ArrayList<Note>();
        for (var note : notes) {
            if (note.isObject() && !text(note, "text").isBlank() && found.size() < ITEMS_MAX) {
                found.add(
                        new Note(
                                number(note.path("line")),
                                text(note, "heading"),
                                text(note, "text")));
            }
        }
        if (found.isEmpty()) {
            throw AnswerJson.garbage("no notes in it");
        }
        return List.copyOf(found);
    }

    static Prose prose(String answer) {
        var root = AnswerJson.root(answer);
        var summary = text(root, "summary");
        if (summary.isBlank()) {
            throw AnswerJson.garbage("no summary in it");
        }
        var topics = new ArrayList<String>();
        for (var topic : root.path("topics")) {
            if (topic.isTextual() && !topic.asText().isBlank()) {
                topics.add(topic.asText().strip());
            }
        }
        return new Prose(text(root, "title"), summary, List.copyOf(topics));
    }

    static List<Item> items(String answer) {
        var items = AnswerJson.root(answer).path("items");
        if (!items.isArray()) {
            throw AnswerJson.garbage("no list of items in it");
        }
        var found = new ArrayList<Item>();
        for (var item : items) {
            if (item.isObject() && !text(item, "text").isBlank() && found.size() < ITEMS_MAX) {
                found.add(
                        new Item(
                                number(item.path("line")),
                                text(item, "kind").startsWith("decision"),
                                text(item, "text"),
                                text(item, "owner"),
                                text(item, "due")));
            }
        }
        return List.copyOf(found);
    }

    private static String text(JsonNode node, String field) {
        var text = node.path(field).isTextual() ? node.path(field).asText().strip() : "";
        return text.length() <= TEXT_CHARS_MAX ? text : "";
    }

    /// 72, "72", "[72]" or [72].
    private static int number(JsonNode node) {
        if (node.isArray()) {
            return node.isEmpty() ? 0 : number(node.get(0));
        }
        var digits = node.asText().replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
    }
}

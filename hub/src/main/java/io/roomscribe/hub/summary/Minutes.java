package io.roomscribe.hub.summary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.roomscribe.hub.template.MinutesTemplate.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a summary revision says. Stored and served as JSON.
///
/// Immutable.
///
/// @param title a few words for the whole meeting, empty until it has ended
/// @param summary plain text, a few sentences
/// @param topics short headings in order of appearance
/// @param sections what was spoken about, in order; empty where no model took notes of it
/// @param extras what the room's template asks for beside all this
/// @param translated texts of all these in the language that was chosen for the room; those that it
///   does not have stand as they were checked
public record Minutes(
        @JsonSetter(nulls = Nulls.AS_EMPTY) String title,
        String summary,
        List<String> topics,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Section> sections,
        List<Decision> decisions,
        List<ActionItem> actionItems,
        List<OpenQuestion> openQuestions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                List<Extra> extras,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Translated> translated) {

    public static final Minutes EMPTY = new Minutes("", List.of(), List.of(), List.of(), List.of());

    /// Without what templates and languages add.
    public Minutes(
            String title,
            String summary,
            List<String> topics,
            List<Section> sections,
            List<Decision> decisions,
            List<ActionItem> actionItems,
            List<OpenQuestion> openQuestions) {
        this(
                title,
                summary,
                topics,
                sections,
                decisions,
                actionItems,
                openQuestions,
                List.of(),
                Optional.empty());
    }

    /// Without title and sections.
    public Minutes(
            String summary,
            List<String> topics,
            List<Decision> decisions,
            List<ActionItem> actionItems,
            List<OpenQuestion> openQuestions) {
        this("", summary, topics, List.of(), decisions, actionItems, openQuestions);
    }

    @JsonCreator
    public Minutes {
        topics = List.copyOf(topics);
        sections = List.copyOf(sections);
        decisions = List.copyOf(decisions);
        actionItems = List.copyOf(actionItems);
        openQuestions = List.copyOf(openQuestions);
        extras = List.copyOf(extras);
    }

    /// The same with other prose.
    public Minutes withSummary(String other) {
        return new Minutes(
                title,
                other,
                topics,
                sections,
                decisions,
                actionItems,
                openQuestions,
                extras,
                translated);
    }

    /// The same with other items.
    Minutes withItems(
            List<Decision> otherDecisions, List<ActionItem> otherTasks, List<OpenQuestion> others) {
        return new Minutes(
                title,
                summary,
                topics,
                sections,
                otherDecisions,
                otherTasks,
                others,
                extras,
                translated);
    }

    Minutes withExtras(List<Extra> others) {
        return new Minutes(
                title,
                summary,
                topics,
                sections,
                decisions,
                actionItems,
                openQuestions,
                others,
                translated);
    }

    Minutes withTranslated(Optional<Translated> other) {
        return new Minutes(
                title,
                summary,
                topics,
                sections,
                decisions,
                actionItems,
                openQuestions,
                extras,
                other);
    }

    /// As people read them: in the room's language where there is one. Quotes, names and dates stay
    /// as they were said.
    public Minutes worded() {
        return translated.map(it -> new WordedMinutes(it.texts()).of(this)).orElse(this);
    }

    /// One thing that was spoken about.
    ///
    /// @param heading a few words
    /// @param text a sentence or two
    /// @param firstSegment number of the segment in which it begins
    /// @param lastSegment number of the last one about it
    public record Section(String heading, String text, long firstSegment, long lastSegment) {}

    public record Decision(String text, Evidence evidence) {}

    /// @param owner only when it was said
    /// @param due as it was said ("by Thursday"), only when it was said
    public record ActionItem(
            String text,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> owner,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> due,
            Evidence evidence) {}

    public record OpenQuestion(String text, Evidence evidence) {}

    /// Other words for texts of minutes.
    ///
    /// @param language `en`, `de` or `pl`
    /// @param texts by the text as it was checked
    public record Translated(String language, Map<String, String> texts) {
        public Translated {
            texts = Map.copyOf(texts);
        }
    }

    /// A list that a template asks for.
    ///
    /// @param key as its file names it
    /// @param title for people
    public record Extra(String key, String title, Shape shape, List<Entry> entries) {
        public Extra {
            entries = List.copyOf(entries);
        }
    }

    /// One of a list that a template asks for.
    ///
    /// @param text a sentence, a card's front or a question
    /// @param back a card's back, or the right answer; empty for a sentence
    /// @param choices answers to choose from, the right one among them; empty but for questions
    public record Entry(
            String text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                    String back,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                    List<String> choices,
            Evidence evidence) {
        public Entry {
            choices = List.copyOf(choices);
        }
    }

    /// What an item rests on.
    ///
    /// @param quote the transcript's own words where code found them; the model's claim when not
    /// @param segments numbers of the segments the quote stands in, empty when not found
    /// @param verified true when code found the quote in the transcript
    public record Evidence(String quote, List<Long> segments, boolean verified) {
        public static final Evidence NONE = new Evidence("", List.of(), false);

        public Evidence {
            segments = List.copyOf(segments);
        }
    }
}

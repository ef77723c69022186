package io.roomscribe.hub.summary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;

/// What a summary revision says. Stored and served as JSON.
///
/// Immutable.
///
/// @param title a few words for the whole meeting, empty until it has ended
/// @param summary plain text, a few sentences
/// @param topics short headings in order of appearance
/// @param sections what was spoken about, in order; empty where no model took notes of it
public record Minutes(
        @JsonSetter(nulls = Nulls.AS_EMPTY) String title,
        String summary,
        List<String> topics,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Section> sections,
        List<Decision> decisions,
        List<ActionItem> actionItems,
        List<OpenQuestion> openQuestions) {

    public static final Minutes EMPTY = new Minutes("", List.of(), List.of(), List.of(), List.of());

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
    }

    /// The same with other prose.
    public Minutes withSummary(String other) {
        return new Minutes(title, other, topics, sections, decisions, actionItems, openQuestions);
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

package io.roomscribe.hub.summary;

import io.roomscribe.hub.template.MinutesTemplate;
import io.roomscribe.hub.template.MinutesTemplate.Section;
import java.util.stream.Collectors;

/// What a template's lists are asked for by, and the form that an answer has.
///
/// Immutable.
final class ExtraPrompts {
    private static final int ENTRY_TOKENS = 40;
    private static final int QUIZ_TOKENS = 90;
    private static final int ANSWER_TOKENS_MAX = 700;

    private final MinutesTemplate template;
    private final String language;

    ExtraPrompts(MinutesTemplate template, String language) {
        this.template = template;
        this.language = language;
    }

    String sections() {
        return template.sections().stream()
                .map(one ->
                        "\"%s\" (<= %d): %s"
                                .formatted(one.key(), one.atMost(), one.ask().in(language)))
                .collect(Collectors.joining("\n"));
    }

    String form() {
        return template.sections().stream()
                .map(one -> "\"%s\": [%s]".formatted(one.key(), form(one)))
                .collect(Collectors.joining(", "));
    }

    private static String form(Section section) {
        return switch (section.shape()) {
            case LIST -> "{\"line\": 1, \"text\": \"\"}";
            case CARDS -> "{\"line\": 1, \"front\": \"\", \"back\": \"\"}";
            case QUIZ ->
                    "{\"line\": 1, \"question\": \"\", \"answers\": [\"\", \"\", \"\"], \"right\": 1}";
        };
    }

    int answerTokens() {
        var wanted =
                template.sections().stream()
                        .mapToInt(one ->
                                one.atMost()
                                        * switch (one.shape()) {
                                            case LIST, CARDS -> ENTRY_TOKENS;
                                            case QUIZ -> QUIZ_TOKENS;
                                        })
                        .sum();
        return Math.clamp(wanted, ENTRY_TOKENS, ANSWER_TOKENS_MAX);
    }
}

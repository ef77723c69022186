package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.language.LanguageException;
import io.roomscribe.hub.language.LanguageException.Code;
import io.roomscribe.hub.summary.ModelAnswer.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelAnswerTest {
    private static final Item PAINT = new Item(2, true, "Paint it.", "", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\": [{\"line\": 2, \"kind\": \"decision\", \"text\": \"Paint it.\"}]}",
                "Here you are:\n```json\n{\"items\": [{\"line\": \"2\", \"kind\": \"decision\", \"text\": \"Paint it.\"},]}\n```",
                "{\"items\": [{\"line\": [2, 3], \"kind\": \"decision\", \"text\": \"Paint it.\", \"owner\": null}]}",
                "{'items': [{'line': '[2]', 'kind': 'decision', 'text': 'Paint it.'}, 'x', {'text': ''}]}"
            })
    void readsItemsThroughTheSlipsModelsMake(String answer) {
        assertThat(ModelAnswer.items(answer)).containsExactly(PAINT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I cannot do that.",
                "{\"items\": 7}",
                "{\"items\": [{\"line\": 2",
                "[]"
            })
    void refusesGarbage(String answer) {
        assertThatThrownBy(() -> ModelAnswer.items(answer))
                .isInstanceOfSatisfying(
                        LanguageException.class, e -> assertThat(e.code()).isEqualTo(Code.GARBAGE));
        assertThatThrownBy(() -> ModelAnswer.prose(answer)).isInstanceOf(LanguageException.class);
    }

    @Test
    void readsProseAndHeadings() {
        var prose =
                ModelAnswer.prose(
                        "{\"summary\": \"They met.\", \"topics\": [\"Tests\", 3, \" \"]}");

        assertThat(prose.summary()).isEqualTo("They met.");
        assertThat(prose.topics()).containsExactly("Tests");
    }
}

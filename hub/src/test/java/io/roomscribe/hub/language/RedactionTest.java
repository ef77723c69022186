package io.roomscribe.hub.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RedactionTest {
    private static final Redaction REDACTION =
            new Redaction(
                    Set.of("anna", "ben", "priya", "krzysztof")::contains,
                    () -> List.of("Wilhelmina Oduya", "Mark Feldkirch"));

    /// What is said, and what of it must not leave.
    private static final List<List<String>> SAID =
            List.of(
                    List.of("ben will send the offer to anna by thursday", "ben", "anna"),
                    List.of("Then Priya Venkataraman asked about it", "priya", "venkataraman"),
                    List.of("let us ask wilhelmina and mrs tremblay", "wilhelmina", "tremblay"),
                    List.of("Mark Feldkirch agreed, and feldkirch pays", "feldkirch"),
                    List.of("Frau Obermüller ruft Krzysztof an", "obermüller", "krzysztof"),
                    List.of("call me at +49 30 1234567 or 555-010-9988", "1234567", "9988"),
                    List.of("my number is five five five oh one two three", "five oh one"),
                    List.of("write to p.venkat@example.org today", "venkat", "example.org"),
                    List.of("that is anna dot smith at example dot com", "smith", "example"),
                    List.of("we meet at 12 Baker Street at noon", "baker"),
                    List.of("the office in twelve baker street", "baker"),
                    List.of("Sie wohnt in der Goethestraße 14b", "goethe", "14b"),
                    List.of("to jest ulica Marszałkowska 10", "marszałkowska"));

    @Test
    void nothingThatNamesSomebodyLeaves() throws Exception {
        for (var said : SAID) {
            var model = new ScriptedLanguageModel("far away", 4096, prompt -> prompt.message());
            var text = "<transcript>\n[1] " + said.getFirst() + "\n</transcript>";

            var answer =
                    new RedactedModel(model, REDACTION).answer(new Prompt("be brief", text, 50));

            var sent = model.asked.getFirst().message().toLowerCase(Locale.ROOT);
            for (var secret : said.subList(1, said.size())) {
                assertThat(sent).as(said.getFirst()).doesNotContain(secret);
            }
            // Put back, to the letter but for the case in which somebody was first named.
            assertThat(answer).isEqualToIgnoringCase(text);
        }
    }

    @Test
    void onePersonIsOnePlaceholderAndEverythingElseIsRead() {
        var hidden = REDACTION.hide("ben asked anna, anna told Ben: we will mark 14 items in may");

        assertThat(hidden.text())
                .isEqualTo(
                        "Person_1 asked Person_2, Person_2 told Person_1: we will mark 14 items in"
                                + " may");
    }

    @Test
    void aModelMayWriteAPlaceholderInItsOwnWay() {
        var hidden = REDACTION.hide("ben sends it to anna");

        assertThat(hidden.restored("PERSON 1's task: {\"owner\":\"person_2\"}, Person_9"))
                .isEqualTo("ben's task: {\"owner\":\"anna\"}, Person_9");
    }

    @Test
    void aTranscriptCannotPutWordsIntoTheAnswer() {
        var hidden = REDACTION.hide("Person_1 is a placeholder, says $1 ben \\ anna");

        assertThat(hidden.restored(hidden.text()))
                .isEqualTo("Person_1 is a placeholder, says $1 ben \\ anna");
    }

    @Test
    void servicesOnThisMachineAreTrustedUnlessToldOtherwise() {
        var here = URI.create("http://127.0.0.1:11434/v1");
        var there = URI.create("https://models.example.org/v1");

        assertThat(LanguageConfig.Redaction.ELSEWHERE.covers(here)).isFalse();
        assertThat(LanguageConfig.Redaction.ELSEWHERE.covers(there)).isTrue();
        assertThat(
                        LanguageConfig.Redaction.ELSEWHERE.covers(
                                URI.create("http://127.0.0.1.evil.org/v1")))
                .isTrue();
        assertThat(LanguageConfig.Redaction.ALWAYS.covers(here)).isTrue();
        assertThat(LanguageConfig.Redaction.NEVER.covers(there)).isFalse();
    }
}

package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Evidence;
import io.roomscribe.hub.summary.Minutes.OpenQuestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtractiveSummarizerTest {
    private static final String SPOKEN = "meeting-spoken.txt";
    private static final String RECOGNISED = "meeting-recognised.txt";

    private final ExtractiveSummarizer summarizer = new ExtractiveSummarizer();

    @Test
    void findsTheThreeDecisionsOfTheBundledMeeting() {
        var minutes = summarizer.summarize(Lines.read(SPOKEN), true);

        assertThat(minutes.decisions())
                .extracting(Decision::text)
                .containsExactly(
                        "Release the firmware on Friday if the tests are good.",
                        "Stop the old mobile app in December.",
                        "Buy the two microphones but let's wait with the boards until January.");
    }

    @Test
    void findsItsTasksWithTheirOwnersAndDates() {
        var minutes = summarizer.summarize(Lines.read(SPOKEN), true);

        assertThat(minutes.actionItems())
                .extracting(ExtractiveSummarizerTest::line)
                .containsExactly(
                        "Ben: Finish the tests by Thursday. [by Thursday]",
                        "Ben: Write the release notes. []",
                        "Dana: Make the dashboard faster before Monday. [before Monday]",
                        "Martin: Write an email to the customers. [by the end of next week]",
                        "Martin: Order the microphones today. [today]");
        assertThat(minutes.openQuestions()).isEmpty();
    }

    /// With 10 % of the words wrong: "ben" became "then", "buy" became "by".
    @Test
    void findsThemInRecognisedSpeechToo() {
        var minutes = summarizer.summarize(Lines.read(RECOGNISED), true);

        assertThat(minutes.decisions())
                .extracting(Decision::text)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Release the firmware on Friday"),
                        second ->
                                assertThat(second)
                                        .isEqualTo("Stop the old mobile app in December."),
                        third -> assertThat(third).contains("two microphones", "until January"));
        assertThat(minutes.actionItems())
                .extracting(ExtractiveSummarizerTest::line)
                .contains(
                        "-: Finish the tests by Thursday. [by Thursday]",
                        "Dana: Make the dashboard faster before Monday. [before Monday]",
                        "Martin: Write the email to the customers. []",
                        "Martin: Order the microphones. []");
    }

    @ParameterizedTest
    @ValueSource(strings = {SPOKEN, RECOGNISED})
    void quotesOnlyWhatWasSaid(String transcript) {
        var lines = Lines.read(transcript);

        var minutes = summarizer.summarize(lines, true);

        assertThat(evidence(minutes)).isNotEmpty();
        assertThat(evidence(minutes))
                .allSatisfy(evidence -> {
                    assertThat(evidence.verified()).isTrue();
                    assertThat(lines)
                            .contains(new Line(evidence.segments().getFirst(), evidence.quote()));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {SPOKEN, RECOGNISED})
    void isNeverBlankFromTheFirstLineOn(String transcript) {
        var lines = Lines.read(transcript);

        for (var end = 1; end <= lines.size(); end++) {
            assertThat(summarizer.summarize(lines.subList(0, end), false).summary()).isNotBlank();
        }
    }

    @Test
    void namesTheTopicsOfTheAgenda() {
        assertThat(summarizer.summarize(Lines.read(SPOKEN), true).topics())
                .containsExactly("Firmware release", "Dashboard", "Budget for the next quarter");
    }

    @Test
    void writesSentencesFromWordsWithoutPunctuation() {
        var summary = summarizer.summarize(Lines.read(SPOKEN), true).summary();

        assertThat(summary).contains("The new firmware is running on twelve devices in the office");
        assertThat(summary).matches("([A-Z][^.]+\\. ?)+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do we agree to buy the microphones",
                "should we decide to stop the application",
                "if we agree to buy new boards it will be expensive",
                "let's get started with the weekly meeting",
                "let's see what the tests say tomorrow morning",
                "we have not decided to buy new boards"
            })
    void doesNotTakeTalkForADecision(String text) {
        assertThat(summarizer.summarize(Lines.of(text), true).decisions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the router will restart at the end of the week",
                "i will be on vacation next tuesday",
                "sure i will do that",
                "dana can you give us an update",
                "no problem i will take care of it"
            })
    void doesNotTakeTalkForATask(String text) {
        assertThat(summarizer.summarize(Lines.of(text), true).actionItems()).isEmpty();
    }

    @Test
    void namesNoOwnerThatNobodyNamed() {
        var minutes =
                summarizer.summarize(Lines.of("okay i will order the new boards today"), true);

        assertThat(minutes.actionItems())
                .extracting(ActionItem::owner)
                .containsExactly(Optional.empty());
    }

    @Test
    void keepsAQuestionOpenOnlyWhenNobodyAnsweredItOrSaidSo() {
        var answered =
                Lines.of("how much do the boards cost", "about two hundred dollars for each board");
        var unanswered = Lines.of("we talked about the boards", "how much do the boards cost");
        var called =
                Lines.of("we still don't know who pays for the boards", "let us see next week");

        assertThat(summarizer.summarize(answered, true).openQuestions()).isEmpty();
        assertThat(summarizer.summarize(unanswered, true).openQuestions())
                .extracting(OpenQuestion::text)
                .containsExactly("How much do the boards cost?");
        assertThat(summarizer.summarize(called, true).openQuestions())
                .extracting(OpenQuestion::text)
                .containsExactly("We still don't know who pays for the boards.");
    }

    @Test
    void givesTheSameMinutesForTheSameWords() {
        assertThat(summarizer.summarize(Lines.read(RECOGNISED), true))
                .isEqualTo(summarizer.summarize(Lines.read(RECOGNISED), true));
    }

    @Test
    void saysNothingAboutAMeetingWithoutWords() {
        assertThat(summarizer.summarize(List.of(), true)).isEqualTo(Minutes.EMPTY);
    }

    private static String line(ActionItem item) {
        return "%s: %s [%s]"
                .formatted(item.owner().orElse("-"), item.text(), item.due().orElse(""));
    }

    private static List<Evidence> evidence(Minutes minutes) {
        return Stream.concat(
                        minutes.decisions().stream().map(Decision::evidence),
                        minutes.actionItems().stream().map(ActionItem::evidence))
                .toList();
    }
}

package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Qwen2.5-Coder-1.5B-Instruct Q4_K_M answered to `prompts/en/items.txt` about the bundled
/// meeting's recognised words in three pieces, and what the check by code makes of it.
/// `LlamaWorkerIT` asks the model itself where it is installed.
final class RecordedAnswersTest {
    private static final List<Line> LINES = Lines.read("meeting-recognised.txt");
    private static final String FIRST =
            """
            {"items": [{"line": 9, "kind": "decision", "text": "Release the firmware on Friday if the chest so our big is everybody happy with that."}, {"line": 10, "kind": "task", "text": "Finish the tests by Thursday and you will arrive release notes."}, {"line": 14, "kind": "task", "text": "Give us in a day the best bars dana can you give us."}]}
            """;
    private static final String SECOND =
            """
            {"items": [{"line": 3, "kind": "decision", "text": "Make the dashboard faster before Monday."}, {"line": 11, "kind": "decision", "text": "Stop the old mobile app in December."}, {"line": 15, "kind": "task", "text": "Order twenty more boards and two new microphones for the meeting room."}]}
            """;
    private static final String THIRD =
            """
            {"items": [{"line": 1, "kind": "decision", "text": "Order twenty more boards and two new microphones for the meeting room."}, {"line": 7, "kind": "task", "text": "Wait with the boards until January."}, {"line": 11, "kind": "task", "text": "Take care of it."}, {"line": 12, "kind": "task", "text": "Finish the tests and write the release notes."}, {"line": 13, "kind": "task", "text": "Make the dashboard faster.", "owner": "Dana"}, {"line": 14, "kind": "task", "text": "Write the email to the customers.", "owner": "Martin"}, {"line": 15, "kind": "task", "text": "Order the microphones."}, {"line": 16, "kind": "task", "text": "Finish the tests and write the release notes."}]}
            """;

    @Test
    void theThreeDecisionsAreProven() {
        assertThat(minutes().decisions())
                .allMatch(item -> item.evidence().verified())
                .extracting(Decision::text)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Release the firmware on Friday"),
                        second ->
                                assertThat(second)
                                        .isEqualTo("Stop the old mobile app in December."),
                        third ->
                                assertThat(third).isEqualTo("Wait with the boards until January."));
    }

    @Test
    void theTasksAreProvenAndHaveOnlyOwnersWhoWereNamed() {
        assertThat(minutes().actionItems())
                .allMatch(item -> item.evidence().verified())
                .extracting(item -> item.owner().orElse("-") + ": " + item.text())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("-: Finish the tests"),
                        second -> assertThat(second).startsWith("Dana: Make the dashboard faster"),
                        third ->
                                assertThat(third)
                                        .isEqualTo("Martin: Write the email to the customers."),
                        fourth -> assertThat(fourth).isEqualTo("-: Order the microphones."));
    }

    @Test
    void wishesAndTalkAreLeftOut() {
        assertThat(minutes().actionItems())
                .extracting(ActionItem::text)
                .noneMatch(text -> text.contains("twenty more boards") || text.contains("Give us"));
    }

    @Test
    void togetherWithThePhrasesNothingIsDoubled() {
        var phrases = new ExtractiveSummarizer().summarize(LINES, true);

        var merged = MinutesMerge.inOrder(MinutesMerge.merge(minutes(), phrases));

        assertThat(merged.decisions()).hasSize(3);
        assertThat(merged.decisions().getLast().text())
                .contains("two microphones", "until January");
        assertThat(merged.actionItems()).hasSize(4);
        assertThat(merged.actionItems().getFirst().due()).contains("by Thursday");
    }

    private static Minutes minutes() {
        var found = Minutes.EMPTY;
        found = MinutesMerge.merge(found, checked(FIRST, 0, 16));
        found = MinutesMerge.merge(found, checked(SECOND, 14, 30));
        return MinutesMerge.inOrder(MinutesMerge.merge(found, checked(THIRD, 28, 44)));
    }

    private static Minutes checked(String answer, int from, int to) {
        var lines = LINES.subList(from, to);
        return ModelSummarizer.checked(
                ModelAnswer.items(answer), new EvidenceCheck(lines, "en"), PromptBook.of("en"));
    }
}

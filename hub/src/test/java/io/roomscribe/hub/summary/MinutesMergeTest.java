package io.roomscribe.hub.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.summary.Minutes.ActionItem;
import io.roomscribe.hub.summary.Minutes.Decision;
import io.roomscribe.hub.summary.Minutes.Evidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MinutesMergeTest {
    private static final Evidence FIRST = new Evidence("first words", List.of(1L), true);
    private static final Evidence SECOND = new Evidence("second words", List.of(2L), true);

    @Test
    void keepsWhatALaterAnswerLeftOut() {
        var earlier = List.of(new Decision("Stop the old application.", FIRST));

        assertThat(MinutesMerge.decisions(earlier, List.of())).isEqualTo(earlier);
    }

    @Test
    void makesOneOfTheSameWorkSaidTwice() {
        var merged =
                MinutesMerge.actionItems(
                        List.of(task("Order the microphones today.", "", "today", FIRST)),
                        List.of(task("Order the microphones.", "Martin", "", SECOND)));

        assertThat(merged)
                .containsExactly(
                        task(
                                "Order the microphones today.",
                                "Martin",
                                "today",
                                new Evidence("first words", List.of(1L, 2L), true)));
    }

    @Test
    void keepsTheWorkOfTwoPeopleApart() {
        var merged =
                MinutesMerge.actionItems(
                        List.of(task("Write the report.", "Ben", "", FIRST)),
                        List.of(task("Write the report.", "Dana", "", SECOND)));

        assertThat(merged).hasSize(2);
    }

    @Test
    void keepsTheFullerOfTwoWordings() {
        var merged =
                MinutesMerge.decisions(
                        List.of(new Decision("Wait with the boards until January.", FIRST)),
                        List.of(
                                new Decision(
                                        "Buy microphones but wait with the boards until January.",
                                        FIRST)));

        assertThat(merged)
                .extracting(Decision::text)
                .containsExactly("Buy microphones but wait with the boards until January.");
    }

    @Test
    void doesNotGiveUpAVerifiedItemForAnUnverifiedOne() {
        var verified = new Decision("Stop the old application.", FIRST);
        var claimed = new Decision("Stop the old application in March.", Evidence.NONE);

        assertThat(MinutesMerge.decisions(List.of(verified), List.of(claimed)))
                .containsExactly(verified);
        assertThat(MinutesMerge.decisions(List.of(claimed), List.of(verified)))
                .containsExactly(verified);
    }

    @Test
    void countsATaskOnceEvenIfAModelAlsoCalledItADecision() {
        var minutes =
                new Minutes(
                        "",
                        List.of(),
                        List.of(
                                new Decision("Order the boards.", SECOND),
                                new Decision("Finish the tests by Thursday.", FIRST)),
                        List.of(task("Finish the tests.", "Ben", "", FIRST)),
                        List.of());

        assertThat(MinutesMerge.inOrder(minutes).decisions())
                .extracting(Decision::text)
                .containsExactly("Order the boards.");
    }

    private static ActionItem task(String text, String owner, String due, Evidence evidence) {
        return new ActionItem(
                text,
                Optional.of(owner).filter(name -> !name.isEmpty()),
                Optional.of(due).filter(date -> !date.isEmpty()),
                evidence);
    }
}

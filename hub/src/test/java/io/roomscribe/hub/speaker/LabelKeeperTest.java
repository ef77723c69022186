package io.roomscribe.hub.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class LabelKeeperTest {
    private final Random random = new Random(1);
    private final Voice anna1 = SampleVoices.made(1, 1, 0, 5, random);
    private final Voice ben1 = SampleVoices.made(2, 2, 6, 5, random);
    private final Voice anna2 = SampleVoices.made(3, 1, 12, 5, random);
    private final Voice ben2 = SampleVoices.made(4, 2, 18, 5, random);
    private final Voice anna3 = SampleVoices.made(5, 1, 24, 5, random);
    private final Voice ben3 = SampleVoices.made(6, 2, 30, 5, random);

    @Test
    void keepsLabelsByWhatTheySaidWhateverTheOrderOfTheClusters() {
        var keeper = new LabelKeeper(shown("1", "2", "1", "2"), Set.of(), Set.of());

        var labels =
                keeper.label(
                        List.of(List.of(ben1, ben2, ben3), List.of(anna1, anna2, anna3)), next());

        assertThat(labels)
                .containsEntry(5L, "speaker-1")
                .containsEntry(6L, "speaker-2")
                .containsEntry(1L, "speaker-1");
    }

    @Test
    void aNewVoiceGetsALabelThatWasNeverUsed() {
        var keeper = new LabelKeeper(shown("1", "1", "1"), Set.of(), Set.of());

        var labels = keeper.label(List.of(List.of(anna1, anna2), List.of(ben1, ben2)), next());

        assertThat(labels).containsEntry(3L, "speaker-1").containsEntry(4L, "speaker-9");
    }

    @Test
    void whatAPersonChoseForASegmentStays() {
        var keeper = new LabelKeeper(shown("1", "2", "2", "2"), Set.of(3L), Set.of());

        var labels =
                keeper.label(List.of(List.of(anna1, anna2, anna3), List.of(ben1, ben2)), next());

        assertThat(labels)
                .containsEntry(3L, "speaker-2")
                .containsEntry(1L, "speaker-1")
                .containsEntry(5L, "speaker-1");
    }

    @Test
    void twoClustersThatAPersonMergedStayOneSpeaker() {
        var keeper = new LabelKeeper(shown("1", "1", "1", "1"), Set.of(1L, 2L, 3L, 4L), Set.of());

        var labels =
                keeper.label(
                        List.of(List.of(anna1, anna2, anna3), List.of(ben1, ben2, ben3)), next());

        assertThat(labels.values()).containsOnly("speaker-1");
    }

    @Test
    void twoPeopleThatAPersonToldApartStayTwoThoughTheirVoicesAreTakenForOne() {
        var keeper = new LabelKeeper(shown("1", "2", "1", "2"), Set.of(1L, 2L, 3L, 4L), Set.of());

        var labels = keeper.label(List.of(List.of(anna1, ben1, anna2, ben2, anna3, ben3)), next());

        assertThat(labels)
                .containsEntry(1L, "speaker-1")
                .containsEntry(2L, "speaker-2")
                .containsEntry(5L, "speaker-1")
                .containsEntry(6L, "speaker-2");
    }

    @Test
    void aNameDoesNotVanishWhenTwoNamedVoicesAreTakenForOne() {
        var keeper =
                new LabelKeeper(
                        shown("1", "2", "1", "2"), Set.of(), Set.of("speaker-1", "speaker-2"));

        var labels = keeper.label(List.of(List.of(anna1, ben1, anna2, ben2)), next());

        assertThat(labels.values()).contains("speaker-1", "speaker-2");
    }

    /// Labels of the segments from number 1 on.
    private static Map<Long, String> shown(String... numbers) {
        var shown = new HashMap<Long, String>();
        for (var i = 0; i < numbers.length; i++) {
            shown.put(i + 1L, "speaker-" + numbers[i]);
        }
        return shown;
    }

    private static Supplier<String> next() {
        var next = new int[] {9};
        return () -> Speaker.label(next[0]++);
    }
}

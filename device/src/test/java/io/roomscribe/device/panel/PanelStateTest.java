package io.roomscribe.device.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.panel.PanelFacts.Work;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PanelStateTest {

    private static PanelState of(
            boolean isReachingStorage, boolean isMuted, boolean isStopped, boolean isStarting) {
        return PanelState.of(
                new PanelFacts(
                        isReachingStorage, isMuted, isStopped, isStarting, false, Work.NONE));
    }

    @Test
    void saysRecordingOnlyWhileAudioReachesStorage() {
        assertThat(of(true, false, false, false)).isEqualTo(PanelState.RECORDING);
        assertThat(of(false, false, false, false)).isEqualTo(PanelState.FAULT);
        assertThat(of(false, false, false, true)).isEqualTo(PanelState.STARTING);
        assertThat(of(false, false, true, false)).isEqualTo(PanelState.STOPPED);
        assertThat(of(false, true, true, false)).isEqualTo(PanelState.MUTED);
    }

    @Test
    void tellsARecordingThatNeedsAttentionFromOneThatDoesNot() {
        var facts = new PanelFacts(true, false, false, false, true, Work.NONE);

        assertThat(PanelState.of(facts)).isEqualTo(PanelState.DEGRADED);
    }

    @Test
    void showsThatNobodyMayUnplugTheBoxFirst() {
        for (var isMuted : new boolean[] {true, false}) {
            assertThat(
                            PanelState.of(
                                    new PanelFacts(
                                            false, isMuted, false, false, true, Work.UPDATING)))
                    .isEqualTo(PanelState.UPDATING);
            assertThat(
                            PanelState.of(
                                    new PanelFacts(
                                            false, isMuted, false, false, true, Work.PROVISIONING)))
                    .isEqualTo(PanelState.PROVISIONING);
        }
    }

    /// A light that stands still is one that nobody drives.
    @Test
    void hasNoStateThatIsASteadyLight() {
        for (var state : PanelState.values()) {
            assertThat(state.pattern()).as(state.word()).hasSize(20).contains("#").contains(".");
        }
    }

    @Test
    void isTellableWithoutColours() {
        var lasting =
                Arrays.stream(PanelState.values())
                        .filter(it -> it != PanelState.DONE && it != PanelState.REFUSED);

        assertThat(lasting.map(PanelState::pattern)).doesNotHaveDuplicates();
        assertThat(Stream.of(PanelState.values()).map(it -> it.colour() + it.pattern()).distinct())
                .hasSize(PanelState.values().length);
    }

    @Test
    void runsThroughItsPatternInTwoSeconds() {
        assertThat(PanelState.RECORDING.isLit(Duration.ofMillis(1899))).isTrue();
        assertThat(PanelState.RECORDING.isLit(Duration.ofMillis(1950))).isFalse();
        assertThat(PanelState.RECORDING.isLit(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void tellsColoursApartOnThreeSingleLampsToo() {
        assertThat(
                        Arrays.stream(Colour.values())
                                .map(it ->
                                        Stream.of(0, 1, 2)
                                                .map(i -> it.lights(PanelConfig.Lamps.SINGLE, i))
                                                .toList()))
                .doesNotHaveDuplicates();
    }
}

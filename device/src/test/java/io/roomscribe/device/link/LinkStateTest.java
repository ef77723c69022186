package io.roomscribe.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.link.LinkState.Event;
import io.roomscribe.device.link.LinkState.Transition;
import io.roomscribe.protocol.link.LinkException.Code;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LinkStateTest {

    @Test
    void namesEachStateAndEventPairOnce() {
        assertThat(LinkState.TABLE)
                .extracting(row -> row.from() + " " + row.event())
                .doesNotHaveDuplicates();
        assertThat(LinkState.TABLE).noneMatch(row -> row.from() == row.to());
    }

    @Test
    void reachesEveryStateAndLeavesEveryState() {
        for (var state : LinkState.values()) {
            assertThat(LinkState.TABLE).extracting(Transition::to).contains(state);
            assertThat(LinkState.TABLE).extracting(Transition::from).contains(state);
        }
    }

    @Test
    void staysWhereAnEventMeansNothing() {
        assertThat(LinkState.OFFLINE.on(Event.HUB_SILENT)).isEqualTo(LinkState.OFFLINE);
        assertThat(LinkState.CONNECTING.on(Event.CONNECTED)).isEqualTo(LinkState.ONLINE);
        assertThat(LinkState.WAITING_FOR_HUB.word()).isEqualTo("waiting-for-hub");
    }

    /// A task that failed in mid-connection and is started again must not look connected.
    @Test
    void everyStateButConnectingLeadsToAnAttempt() {
        for (var state : LinkState.values()) {
            assertThat(state.on(Event.ATTEMPT)).isEqualTo(LinkState.CONNECTING);
        }
    }

    @Test
    void waitsAMinuteWhenAnotherBoxHasOurId() {
        var patience = new LinkPatience(new Random(1));

        for (var i = 0; i < 20; i++) {
            assertThat(patience.afterFailure(Code.TAKEN_OVER))
                    .isBetween(Duration.ofSeconds(60), Duration.ofMinutes(10));
        }
        assertThat(patience.afterFailure(Code.REFUSED_LOGIN))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void growsTheDelayAfterLossesAndForgetsItWhenWell() {
        var patience = new LinkPatience(new Random(1));
        var longest = Duration.ZERO;
        for (var i = 0; i < 30; i++) {
            var delay = patience.afterFailure(Code.LOST);
            assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
            longest = delay.compareTo(longest) > 0 ? delay : longest;
        }
        assertThat(longest).isGreaterThan(Duration.ofSeconds(20));

        patience.reset();

        assertThat(patience.afterFailure(Code.LOST)).isLessThan(Duration.ofSeconds(3));
    }
}

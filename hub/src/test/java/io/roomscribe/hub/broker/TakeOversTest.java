package io.roomscribe.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.DeviceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("M3")
final class TakeOversTest {
    private static final DeviceId BOX = new DeviceId("room-7");

    private final List<DeviceId> cloned = new ArrayList<>();
    private final TakeOvers takeOvers = new TakeOvers(() -> 0L, cloned::add);
    private int connections;

    /// A new connection while another has the name.
    private boolean comes(String address, String life) {
        return takeOvers.mayHold(BOX, "cert", address, life, ++connections, connections > 1);
    }

    @Test
    void aBoxOnABrokenNetworkIsNeverTakenForItsCopy() {
        for (var i = 0; i < 100; i++) {
            assertThat(comes(i % 3 == 0 ? "10.0.0.7" : "10.0.1.9", "life-a")).isTrue();
        }
        assertThat(cloned).isEmpty();
    }

    @Test
    void aBoxThatStartedAnewTakesOverFromItself() {
        assertThat(comes("10.0.0.7", "life-a")).isTrue();
        assertThat(comes("10.0.0.7", "life-b")).isTrue();
        assertThat(comes("10.0.0.7", "life-b")).isTrue();
        assertThat(comes("10.0.0.7", "life-c")).isTrue();
        assertThat(cloned).isEmpty();
    }

    @Test
    void twoThatAreAliveAtOnceAreTwoBoxes() {
        assertThat(comes("10.0.0.7", "life-a")).isTrue();
        assertThat(comes("10.0.0.7", "life-b")).isTrue();

        assertThat(comes("10.0.0.7", "life-a")).isFalse();

        assertThat(cloned).containsExactly(BOX);
        assertThat(comes("10.0.0.7", "life-b")).isTrue();
        assertThat(comes("10.0.0.7", "life-a")).isFalse();
    }

    @Test
    void boxesThatDoNotSayAreCounted() {
        for (var i = 0; i < 7; i++) {
            assertThat(comes("10.0.0.7", "")).isTrue();
        }
        assertThat(comes("10.0.0.7", "")).isFalse();
        assertThat(cloned).containsExactly(BOX);
    }
}

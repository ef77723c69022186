package io.roomscribe.device.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThrottlingTest {

    private static Throttling of(String answer) {
        return Throttling.parse(answer).orElseThrow();
    }

    @Test
    void namesWhatIsAndWhatWas() {
        assertThat(of("throttled=0x50005\n").describe())
                .isEqualTo(
                        "now: under-voltage, throttled; since its start: under-voltage, throttled"
                                + " (0x50005)");
        assertThat(of("throttled=0xe0008").describe())
                .isEqualTo(
                        "now: soft temperature limit; since its start: frequency capped, throttled,"
                                + " soft temperature limit (0xe0008)");
    }

    @Test
    void tellsNowFromEarlier() {
        var earlier = of("throttled=0x50000");

        assertThat(earlier.isUndervoltage()).isFalse();
        assertThat(earlier.wasUndervoltage()).isTrue();
        assertThat(earlier.isSlowed()).isFalse();
        assertThat(of("throttled=0x2").isSlowed()).isTrue();
        assertThat(of("throttled=0x0").describe()).isEqualTo("nothing (0x0)");
    }

    @Test
    void takesNothingElseForAnAnswer() {
        assertThat(Throttling.parse("VCHI initialization failed")).isEmpty();
        assertThat(Throttling.parse("")).isEmpty();
    }
}

package io.roomscribe.device.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PanelLoopTest {
    private static final Duration TICK = Duration.ofMillis(50);

    private final ManualTicker ticker = new ManualTicker();
    private final ScriptedPanel panel = new ScriptedPanel();
    private final List<String> done = new ArrayList<>();
    private final AtomicLong storedAtNanos = new AtomicLong();
    private boolean isMuted;
    private boolean refuses;
    private final PanelLoop loop =
            new PanelLoop(
                    panel,
                    PanelConfig.defaults(),
                    new PanelSource(
                            () ->
                                    ticker.since(storedAtNanos.get())
                                                    .compareTo(Duration.ofSeconds(3))
                                            < 0,
                            () -> isMuted,
                            () -> false,
                            () -> false,
                            () -> -30,
                            () -> PanelFacts.Work.NONE),
                    new PanelActions() {
                        @Override
                        public void muteSwitched(boolean isMutedNow) {
                            isMuted = isMutedNow;
                            done.add(isMutedNow ? "mute" : "unmute");
                        }

                        @Override
                        public boolean shortPress() {
                            done.add("short");
                            return !refuses;
                        }

                        @Override
                        public boolean longPress() {
                            done.add("long");
                            return !refuses;
                        }
                    },
                    ticker);

    private PanelState after(Duration time) {
        for (var left = time; left.isPositive(); left = left.minus(TICK)) {
            ticker.advance(TICK);
            loop.tick();
            loop.actNow();
        }
        return panel.shown.getLast().state();
    }

    @Test
    void stopsSayingRecordingThreeSecondsAfterTheLastForcedSample() {
        storedAtNanos.set(ticker.nanos());
        assertThat(after(Duration.ofSeconds(2))).isEqualTo(PanelState.RECORDING);
        storedAtNanos.set(ticker.nanos());
        assertThat(after(Duration.ofSeconds(2))).isEqualTo(PanelState.RECORDING);

        // The recording thread hangs from here on: nobody tells the panel anything.
        assertThat(after(Duration.ofSeconds(8))).isEqualTo(PanelState.FAULT);
    }

    @Test
    void obeysTheSwitchAlsoWhenItIsClosedFromTheBeginning() {
        panel.isMuteSwitchClosed = true;
        assertThat(after(Duration.ofMillis(100))).isEqualTo(PanelState.MUTED);
        panel.isMuteSwitchClosed = false;
        after(Duration.ofMillis(100));

        assertThat(done).containsExactly("mute", "unmute");
    }

    @Test
    void tellsAShortPressFromALongOne() {
        panel.isButtonDown = true;
        after(Duration.ofMillis(150));
        panel.isButtonDown = false;
        assertThat(after(Duration.ofMillis(100))).isEqualTo(PanelState.DONE);

        panel.isButtonDown = true;
        after(Duration.ofMillis(4100));
        assertThat(done).as("while the finger is still there").containsExactly("short", "long");
        panel.isButtonDown = false;
        after(Duration.ofSeconds(2));

        assertThat(done).containsExactly("short", "long");
    }

    @Test
    void showsThatAPressWasRefusedForASecond() {
        refuses = true;
        storedAtNanos.set(Long.MAX_VALUE / 2);
        panel.isButtonDown = true;
        after(Duration.ofMillis(100));
        panel.isButtonDown = false;

        assertThat(after(Duration.ofMillis(100))).isEqualTo(PanelState.REFUSED);
        assertThat(after(Duration.ofMillis(1100))).isEqualTo(PanelState.RECORDING);
    }

    @Test
    void blinksWithTheStatesPattern() {
        storedAtNanos.set(Long.MAX_VALUE / 2);
        after(Duration.ofSeconds(2));

        var lit = panel.shown.stream().filter(PanelView::isLit).count();
        assertThat(lit).as("of 40 looks in two seconds").isEqualTo(38);
    }
}

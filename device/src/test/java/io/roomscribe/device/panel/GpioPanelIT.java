package io.roomscribe.device.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pi4J itself, with its pretended pins.
final class GpioPanelIT {
    private final Context context =
            Pi4J.newContextBuilder()
                    .noAutoDetect()
                    .disableShutdownHook()
                    .add(
                            MockDigitalOutputProvider.newInstance(),
                            MockDigitalInputProvider.newInstance())
                    .build();

    @AfterEach
    void close() {
        if (!context.isShutdown()) {
            context.shutdown();
        }
    }

    private GpioPanel panel(PanelConfig.Lamps lamps) {
        return new GpioPanel(
                context,
                new PanelConfig(
                        PanelConfig.Kind.GPIO,
                        lamps,
                        17,
                        27,
                        22,
                        5,
                        6,
                        PanelConfig.ShortPress.MARK,
                        Duration.ofSeconds(4)));
    }

    private String lit() {
        return Stream.of("first-lamp", "second-lamp", "third-lamp")
                .map(id -> context.<DigitalOutput>io(id).isHigh() ? "#" : ".")
                .collect(Collectors.joining());
    }

    private void set(String id, DigitalState state) {
        context.<MockDigitalInput>io(id).mockState(state);
    }

    @Test
    void lightsTheColoursPartsOfAnRgbLamp() {
        var panel = panel(PanelConfig.Lamps.RGB);

        panel.show(new PanelView(PanelState.DEGRADED, true, -30));
        assertThat(lit()).isEqualTo("##.");
        panel.show(new PanelView(PanelState.RECORDING, true, -30));
        assertThat(lit()).isEqualTo(".#.");
        panel.show(new PanelView(PanelState.RECORDING, false, -30));
        assertThat(lit()).isEqualTo("...");
    }

    @Test
    void lightsOneOfThreeSingleLamps() {
        var panel = panel(PanelConfig.Lamps.SINGLE);

        panel.show(new PanelView(PanelState.RECORDING, true, -30));
        assertThat(lit()).isEqualTo("..#");
        panel.show(new PanelView(PanelState.DEGRADED, true, -30));
        assertThat(lit()).isEqualTo(".#.");
    }

    @Test
    void readsSwitchAndButtonAsClosedToGround() {
        var panel = panel(PanelConfig.Lamps.RGB);
        // The mock ignores the pull-up and starts low.
        set("mute", DigitalState.HIGH);
        set("button", DigitalState.HIGH);
        assertThat(panel.isMuteSwitchClosed()).isFalse();
        assertThat(panel.isButtonDown()).isFalse();

        set("mute", DigitalState.LOW);
        set("button", DigitalState.LOW);

        assertThat(panel.isMuteSwitchClosed()).isTrue();
        assertThat(panel.isButtonDown()).isTrue();
    }

    @Test
    void leavesTheLampsDark() {
        var panel = panel(PanelConfig.Lamps.RGB);
        panel.show(new PanelView(PanelState.RECORDING, true, -30));
        DigitalOutput green = context.io("second-lamp");

        panel.close();

        assertThat(green.isHigh()).isFalse();
    }

    @Test
    void saysWhatToDoWhereThereAreNoPins() {
        var config = PanelConfig.defaults();
        var gpio =
                new PanelConfig(
                        PanelConfig.Kind.GPIO,
                        config.lamps(),
                        17,
                        27,
                        22,
                        -1,
                        -1,
                        config.shortPress(),
                        config.longPress());

        assertThatThrownBy(() -> Panels.open(gpio, Optional.empty()))
                .isInstanceOf(PanelException.class)
                .hasMessageContaining("panel.kind");
    }
}

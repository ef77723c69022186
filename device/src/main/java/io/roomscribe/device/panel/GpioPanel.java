package io.roomscribe.device.panel;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lamps, mute switch and button at the GPIO pins of a Raspberry Pi. Switch and button close to
/// ground against a pull-up, so a broken wire neither mutes nor presses.
///
/// Confined to the panel's thread, but [#close].
final class GpioPanel implements Panel {
    private final Context context;
    private final PanelConfig.Lamps lamps;
    private final List<Optional<DigitalOutput>> outputs = new ArrayList<>();
    private final Optional<DigitalInput> muteSwitch;
    private final Optional<DigitalInput> button;

    /// @param context of Pi4J, with one provider for outputs and one for inputs; closed with this
    GpioPanel(Context context, PanelConfig config) {
        this.context = context;
        this.lamps = config.lamps();
        outputs.add(output("first-lamp", config.firstLampPin()));
        outputs.add(output("second-lamp", config.secondLampPin()));
        outputs.add(output("third-lamp", config.thirdLampPin()));
        this.muteSwitch = input("mute", config.mutePin());
        this.button = input("button", config.buttonPin());
    }

    /// The pins of this computer, through the kernel's character device.
    ///
    /// @throws PanelException where there are none, or they are not allowed
    static GpioPanel open(PanelConfig config) {
        try {
            var context =
                    Pi4J.newContextBuilder()
                            .noAutoDetect()
                            .disableShutdownHook()
                            .add(
                                    GpioDDigitalOutputProvider.newInstance(),
                                    GpioDDigitalInputProvider.newInstance())
                            .build();
            return new GpioPanel(context, config);
        } catch (Pi4JException | IllegalStateException | UnsatisfiedLinkError e) {
            throw new PanelException("cannot use the GPIO pins (%s)".formatted(e.getMessage()), e);
        }
    }

    private Optional<DigitalOutput> output(String id, int pin) {
        return pin < 0
                ? Optional.empty()
                : Optional.of(
                        context.create(
                                DigitalOutput.newConfigBuilder(context)
                                        .id(id)
                                        .address(pin)
                                        .initial(DigitalState.LOW)
                                        .shutdown(DigitalState.LOW)
                                        .build()));
    }

    private Optional<DigitalInput> input(String id, int pin) {
        return pin < 0
                ? Optional.empty()
                : Optional.of(
                        context.create(
                                DigitalInput.newConfigBuilder(context)
                                        .id(id)
                                        .address(pin)
                                        .pull(PullResistance.PULL_UP)
                                        .build()));
    }

    @Override
    public void show(PanelView view) {
        for (var i = 0; i < outputs.size(); i++) {
            var isOn = view.isLit() && view.state().colour().lights(lamps, i);
            if (outputs.get(i).isPresent()) {
                set(outputs.get(i).get(), isOn);
            }
        }
    }

    private static void set(DigitalOutput lamp, boolean isOn) {
        try {
            if (lamp.isHigh() != isOn) {
                lamp.setState(isOn);
            }
        } catch (Pi4JException e) {
            throw new PanelException("cannot switch a lamp (%s)".formatted(e.getMessage()), e);
        }
    }

    @Override
    public boolean isMuteSwitchClosed() {
        return isClosed(muteSwitch);
    }

    @Override
    public boolean isButtonDown() {
        return isClosed(button);
    }

    private static boolean isClosed(Optional<DigitalInput> contact) {
        try {
            return contact.isPresent() && contact.get().isLow();
        } catch (Pi4JException e) {
            throw new PanelException("cannot read a pin (%s)".formatted(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        context.shutdown();
    }
}

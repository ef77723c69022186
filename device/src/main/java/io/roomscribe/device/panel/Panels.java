package io.roomscribe.device.panel;

import java.io.PrintStream;
import java.util.Optional;

/// Chooses the panel that is configured.
public final class Panels {
    private Panels() {}

    /// @param terminal where a line can be drawn, empty where nobody would see it
    /// @return empty where there is none
    /// @throws PanelException when there should be one and it cannot be used
    public static Optional<Panel> open(PanelConfig config, Optional<PrintStream> terminal) {
        return switch (config.kind()) {
            case NONE -> Optional.empty();
            case AUTO -> terminal.map(TerminalPanel::new);
            case TERMINAL -> Optional.of(new TerminalPanel(terminal.orElse(System.out)));
            case GPIO -> Optional.of(GpioPanel.open(config));
        };
    }
}

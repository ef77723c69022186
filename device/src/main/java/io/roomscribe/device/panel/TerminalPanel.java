package io.roomscribe.device.panel;

import java.io.PrintStream;
import java.util.Locale;

/// One line of a terminal, drawn anew when it changes: the light, what it means, the input level.
/// Leaves the cursor at the line's start, so that a log line takes its place.
///
/// Confined to the panel's thread.
final class TerminalPanel implements Panel {
    private static final String START = "\r\u001b[2K";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private String shown = "";

    TerminalPanel(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(PanelView view) {
        var line = line(view);
        if (!line.equals(shown)) {
            shown = line;
            out.print(START + line + "\r");
            out.flush();
        }
    }

    private static String line(PanelView view) {
        return "%s%s%s %-12s %s %s"
                .formatted(
                        escape(view.state().colour()),
                        view.isLit() ? "●" : "○",
                        PLAIN,
                        view.state().word(),
                        LevelBar.of(view.levelDbfs()),
                        String.format(Locale.ROOT, "%4.0f dB", view.levelDbfs()));
    }

    private static String escape(Colour colour) {
        return switch (colour) {
            case RED -> "\u001b[31m";
            case GREEN -> "\u001b[32m";
            case YELLOW -> "\u001b[33m";
            case BLUE -> "\u001b[34m";
            case WHITE -> "\u001b[37m";
        };
    }

    @Override
    public boolean isMuteSwitchClosed() {
        return false;
    }

    @Override
    public boolean isButtonDown() {
        return false;
    }

    @Override
    public void close() {
        out.print(START);
        out.flush();
    }
}

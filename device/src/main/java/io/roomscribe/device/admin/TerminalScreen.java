package io.roomscribe.device.admin;

import io.roomscribe.protocol.microphone.EnterKey;
import io.roomscribe.protocol.microphone.Screen;
import java.io.InputStream;
import java.io.PrintStream;

/// A technician's terminal at the box. Without one, lines are written one after the other and
/// nobody is asked to press a key.
///
/// Confined to one thread.
final class TerminalScreen implements Screen {
    private final PrintStream err;
    private final EnterKey enter;
    private final boolean isTerminal;

    TerminalScreen(PrintStream err, InputStream in, boolean isTerminal) {
        this.err = err;
        this.enter = new EnterKey(in);
        this.isTerminal = isTerminal;
    }

    @Override
    public void note(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void redraw(String line) {
        if (isTerminal) {
            err.print("\r\u001b[2K" + line);
            err.flush();
        }
    }

    @Override
    public boolean isInteractive() {
        return isTerminal;
    }

    @Override
    public boolean isEnterPressed() {
        return isTerminal && enter.isPressed();
    }
}

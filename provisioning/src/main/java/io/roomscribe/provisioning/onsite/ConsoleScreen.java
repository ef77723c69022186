package io.roomscribe.provisioning.onsite;

import io.roomscribe.protocol.microphone.EnterKey;
import io.roomscribe.protocol.microphone.Screen;
import io.roomscribe.provisioning.console.Console;
import java.io.InputStream;

/// The console of a technician. Without a terminal, lines stand one below the other and nobody is
/// asked to press a key.
///
/// Confined to one thread.
final class ConsoleScreen implements Screen {
    private final Console console;
    private final EnterKey enter;

    ConsoleScreen(Console console, InputStream keys) {
        this.console = console;
        this.enter = new EnterKey(keys);
    }

    @Override
    public void note(String line) {
        console.note(line);
    }

    @Override
    public void redraw(String line) {
        console.redraw(line);
    }

    @Override
    public boolean isInteractive() {
        return console.isInteractive();
    }

    @Override
    public boolean isEnterPressed() {
        return console.isInteractive() && enter.isPressed();
    }
}

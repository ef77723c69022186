package io.roomscribe.protocol.microphone;

/// Where a technician is told what to do.
public interface Screen {
    /// A line that stays.
    void note(String line);

    /// Takes the place of the line it was last called for; nothing where lines cannot be redrawn.
    void redraw(String line);

    /// Whether somebody sits there who can press Enter.
    boolean isInteractive();

    /// Whether Enter was pressed since the last call.
    boolean isEnterPressed();
}

package io.roomscribe.device.panel;

/// What the state is shown on, and what a person can touch.
///
/// Confined to the panel's thread, but [#close].
public interface Panel extends AutoCloseable {
    void show(PanelView view);

    /// Whether the hardware switch says that nothing may be recorded.
    boolean isMuteSwitchClosed();

    boolean isButtonDown();

    /// Leaves the lamps dark.
    @Override
    void close();
}

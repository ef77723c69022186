package io.roomscribe.device.panel;

/// What a person's hand can cause. Called on a thread that may wait.
public interface PanelActions {
    /// The hardware switch was moved.
    void muteSwitched(boolean isMuted);

    /// @return whether it was done
    boolean shortPress();

    /// @return whether the last minutes are forgotten
    boolean longPress();
}

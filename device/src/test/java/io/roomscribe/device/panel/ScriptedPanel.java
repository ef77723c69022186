package io.roomscribe.device.panel;

import java.util.ArrayList;
import java.util.List;

/// A panel whose switch and button the test moves.
final class ScriptedPanel implements Panel {
    final List<PanelView> shown = new ArrayList<>();
    boolean isMuteSwitchClosed;
    boolean isButtonDown;

    @Override
    public void show(PanelView view) {
        shown.add(view);
    }

    @Override
    public boolean isMuteSwitchClosed() {
        return isMuteSwitchClosed;
    }

    @Override
    public boolean isButtonDown() {
        return isButtonDown;
    }

    @Override
    public void close() {}
}

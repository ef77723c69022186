package io.roomscribe.device.panel;

/// What the panel shows this moment.
///
/// Immutable.
///
/// @param isLit where the state's pattern is now
/// @param levelDbfs input level
public record PanelView(PanelState state, boolean isLit, double levelDbfs) {}

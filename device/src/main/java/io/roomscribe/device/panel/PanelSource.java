package io.roomscribe.device.panel;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Where the panel looks, twenty times a second. None of these may block: the panel is what still
/// works when other things hang.
///
/// @param level input level in dBFS
/// @param work what the box is occupied with; provisioning and updates will say so here
public record PanelSource(
        BooleanSupplier isReachingStorage,
        BooleanSupplier isMuted,
        BooleanSupplier isStopped,
        BooleanSupplier needsAttention,
        DoubleSupplier level,
        Supplier<PanelFacts.Work> work) {}

package io.roomscribe.hub.support;

import java.util.Locale;

/// How far a box's support bundle is.
public enum BundleStage {
    /// Nobody has asked for one, or it is gone after its day.
    NONE,
    /// The box is asked to pack it, or about to be.
    PACKING,
    FETCHING,
    READY,
    /// Some of it is here; asking again goes on with it.
    BROKEN_OFF,
    FAILED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether it changes by itself.
    public boolean isUnderWay() {
        return this == PACKING || this == FETCHING;
    }
}

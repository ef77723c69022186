package io.roomscribe.device.capture;

/// What is wrong with a sound that does come, samples and all.
public enum SignalFault {
    /// Every sample is zero: a microphone's own mute button, or a dead one. A room is never that
    /// still.
    DIGITAL_ZERO,
    /// Every sample is the same, and not zero: a converter that hangs.
    CONSTANT_LEVEL,
    /// Much of it is at full scale: the gain is too high.
    CLIPPING,
    /// It does not swing about zero: a defect of the input or its supply.
    DC_OFFSET
}

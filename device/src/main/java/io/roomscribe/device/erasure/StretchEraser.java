package io.roomscribe.device.erasure;

import io.roomscribe.protocol.message.Stretch;

/// Keeps something that was made from audio and can take a stretch out of it: compressed audio,
/// say. Asked twice it does no harm.
@FunctionalInterface
public interface StretchEraser {
    void erase(Stretch stretch);
}

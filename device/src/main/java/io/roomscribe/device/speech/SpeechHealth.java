package io.roomscribe.device.speech;

import io.roomscribe.protocol.RecordingId;
import java.time.Duration;

/// Told when recognition stands still and when it goes again, once each. Called on the
/// transcriber's thread.
public interface SpeechHealth {

    /// Nothing is recognised, because of this; it is being tried again.
    /// [SpeechException#isModelFault] tells whether a person has to do something.
    void failing(SpeechException why);

    void working();

    /// A stretch that ends the worker again and again is left out, once for each.
    void leftOut(RecordingId recording, Duration from, Duration to);
}

package io.roomscribe.device.speech;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import java.time.Instant;

/// What the recogniser heard. Called on the transcriber's thread, in the order of the recording,
/// with recordings one after the other. `utterance` and `progress` return once what they say is on
/// the disk; should one throw, the same stretch is recognised again.
public interface SpeechListener {

    /// What is being said, as far as it is understood. Replaces the last one; the utterance that
    /// comes of it replaces it in turn.
    ///
    /// @param firstSample where it begins
    /// @param text empty: nothing is being said, the guess before was wrong
    /// @param capturedAt wall time at which the newest audio in it reached the recorder
    void partial(RecordingId recording, long firstSample, String text, Instant capturedAt);

    void utterance(EntryBody.Utterance utterance);

    /// Everything before `throughSample` is recognised and was told; recognition goes on from there
    /// after any failure.
    void progress(RecordingId recording, long throughSample);
}

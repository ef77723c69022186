package io.roomscribe.device.speech;

import io.roomscribe.protocol.RecordingId;
import java.io.IOException;

/// What the worker can be asked, in the order it is asked. The device's side writes each to the
/// worker's stdin ([RequestWriter]), the worker's side does it ([WorkerSession]); the framing
/// stands in [SpeechWorkerMain].
interface WorkerRequests {

    /// Recognition begins at `firstSample` of a recording, without any memory of what came before.
    void start(RecordingId recording, long firstSample, int sampleRate) throws IOException;

    /// The next stretch.
    ///
    /// @param position sample at which it begins: where the one before ended
    /// @param length bytes of `pcm` that count
    /// @param maybeSpeech false where nobody speaks; what was said before may still need it
    void audio(long position, byte[] pcm, int length, boolean maybeSpeech) throws IOException;

    /// Nothing follows for now: what is still in the decoder becomes an utterance.
    void finish() throws IOException;

    /// Is anybody there?
    void ping(long token) throws IOException;
}

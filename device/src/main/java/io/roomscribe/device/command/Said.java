package io.roomscribe.device.command;

import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.Stretch;
import java.util.List;

/// What was recognised, as a check of the microphone needs it.
public interface Said {
    /// An utterance.
    ///
    /// @param sequence of the entry that tells the hub of it
    record Piece(long firstSample, long samples, long sequence, String text) {}

    /// How far a recording is recognised, in samples.
    long through(RecordingId recording);

    /// The utterances that lie in a stretch by more than half, in order.
    List<Piece> within(Stretch stretch);
}

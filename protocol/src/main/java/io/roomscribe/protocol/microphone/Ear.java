package io.roomscribe.protocol.microphone;

import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Message;
import java.util.Optional;

/// A box's microphone and recogniser, as whoever checks them reaches them: over the box's socket,
/// or through its hub.
public interface Ear {
    /// Measures the microphone; takes that long.
    CommandResult.AudioFigures listen(int seconds) throws InterruptedException;

    /// How loud it is now, within a second or two; empty when nothing comes.
    Optional<Message.Level> level() throws InterruptedException;

    /// Compares what was said in the last seconds with a phrase.
    CommandResult.PhraseHeard compare(String phrase, int seconds) throws InterruptedException;
}

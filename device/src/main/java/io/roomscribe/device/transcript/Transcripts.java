package io.roomscribe.device.transcript;

import io.roomscribe.device.speech.SpeechListener;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import java.time.Instant;
import java.util.function.Consumer;

/// What the recogniser says, on its way: final text into the store, guesses straight to whoever
/// shows them live.
///
/// Called on the transcriber's thread.
public final class Transcripts implements SpeechListener {
    private final TranscriptStore store;
    private final Consumer<Message.Partial> live;

    /// @param live must not block; a guess it cannot take is lost, and the next replaces it
    public Transcripts(TranscriptStore store, Consumer<Message.Partial> live) {
        this.store = store;
        this.live = live;
    }

    @Override
    public void partial(RecordingId recording, long firstSample, String text, Instant capturedAt) {
        live.accept(new Message.Partial(recording, firstSample, text, capturedAt));
    }

    @Override
    public void utterance(EntryBody.Utterance utterance) {
        store.add(utterance);
    }

    @Override
    public void progress(RecordingId recording, long throughSample) {
        store.recognised(recording, throughSample);
    }
}

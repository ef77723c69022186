package io.roomscribe.device.transcript;

import io.roomscribe.device.speech.SpeechListener;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.EntryBody;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;

/// Takes what the recogniser heard: guesses go to whoever watches live, results to the store.
///
/// Thread-safe.
public final class Transcripts implements SpeechListener {
    private static final Logger LOG = System.getLogger(Transcripts.class.getName());

    private final TranscriptStore store;
    private final PartialListener live;

    public Transcripts(TranscriptStore store, PartialListener live) {
        this.store = store;
        this.live = live;
    }

    @Override
    public void partial(RecordingId recording, long firstSample, String text, Instant capturedAt) {
        live.partial(recording, firstSample, text, capturedAt);
    }

    @Override
    public void utterance(EntryBody.Utterance utterance) {
        if (!store.add(utterance)) {
            LOG.log(
                    Level.DEBUG,
                    "Utterance was committed before recording={0} firstSample={1}",
                    utterance.recording(),
                    Long.toString(utterance.firstSample()));
        }
    }

    @Override
    public void progress(RecordingId recording, long throughSample) {
        store.recognised(recording, throughSample);
    }
}

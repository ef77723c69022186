package io.roomscribe.device.speech;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecognitionPosition;
import io.roomscribe.device.recording.RecordingReader;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.protocol.RecordingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The recordings in the store that wait for recognition, read from their segment files.
///
/// Thread-safe.
public final class RecordingBacklog implements SpeechBacklog {
    private final ChunkStore chunks;
    private final Recordings recordings;

    public RecordingBacklog(ChunkStore chunks, Recordings recordings) {
        this.chunks = chunks;
        this.recordings = recordings;
    }

    /// A recording without files is none: the journal ends it in the store.
    @Override
    public Optional<RecordedSpeech> oldest() {
        return chunks.oldestUnrecognised()
                .filter(position -> recordings.find(position.recording()).isPresent())
                .map(position -> new Recorded(position, recordings.reader(position.recording())));
    }

    private record Recorded(RecognitionPosition position, RecordingReader reader)
            implements RecordedSpeech {

        @Override
        public RecordingId recording() {
            return position.recording();
        }

        @Override
        public long recognisedThrough() {
            return position.throughSample();
        }

        @Override
        public int read(long fromSample, short[] into, Duration timeout)
                throws InterruptedException {
            return reader.read(fromSample, into, timeout);
        }

        @Override
        public Instant at(long sample) {
            return reader.at(sample);
        }

        @Override
        public Instant capturedAt(long sample) {
            return reader.capturedAt(sample);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}

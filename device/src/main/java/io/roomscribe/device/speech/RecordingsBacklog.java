package io.roomscribe.device.speech;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.chunk.RecognitionPosition;
import io.roomscribe.device.recording.RecordingReader;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.protocol.RecordingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The recordings of the store, read from their segment files. A recording is taken up once its
/// start is in the store, so that its entries come after the one that announces it.
///
/// Thread-safe; what it opens is not.
public final class RecordingsBacklog implements SpeechBacklog {
    private final ChunkStore chunks;
    private final Recordings recordings;

    public RecordingsBacklog(ChunkStore chunks, Recordings recordings) {
        this.chunks = chunks;
        this.recordings = recordings;
    }

    @Override
    public Optional<RecordedSpeech> oldest() {
        return chunks.oldestUnrecognised().filter(this::hasMore).map(this::open);
    }

    /// False for the moment in which the recording's end is on the disk but not in the store, and
    /// for a recording without files: the journal ends either.
    private boolean hasMore(RecognitionPosition position) {
        return recordings
                .find(position.recording())
                .filter(it ->
                        it.end().isEmpty() || position.throughSample() < it.end().get().samples())
                .isPresent();
    }

    private RecordedSpeech open(RecognitionPosition position) {
        return new Followed(recordings.reader(position.recording()), position.throughSample());
    }

    private record Followed(RecordingReader reader, long recognisedThrough)
            implements RecordedSpeech {

        @Override
        public RecordingId recording() {
            return reader.start().recording();
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

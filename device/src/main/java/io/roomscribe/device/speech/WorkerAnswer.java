package io.roomscribe.device.speech;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomscribe.protocol.RecordingId;
import java.util.List;

/// What the worker says on its stdout. Sample positions count from the recording's first sample.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerAnswer.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = WorkerAnswer.Started.class, name = "started"),
    @JsonSubTypes.Type(value = WorkerAnswer.Partial.class, name = "partial"),
    @JsonSubTypes.Type(value = WorkerAnswer.Utterance.class, name = "utterance"),
    @JsonSubTypes.Type(value = WorkerAnswer.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = WorkerAnswer.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = WorkerAnswer.Pong.class, name = "pong"),
    @JsonSubTypes.Type(value = WorkerAnswer.Failed.class, name = "error"),
})
sealed interface WorkerAnswer {

    /// True when it is the last answer to a request: each request has exactly one such.
    default boolean closesRequest() {
        return false;
    }

    /// The models are loaded. Comes once, unasked.
    record Ready(boolean speakerVectors) implements WorkerAnswer {}

    record Started(RecordingId recording, long firstSample) implements WorkerAnswer {
        @Override
        public boolean closesRequest() {
            return true;
        }
    }

    /// @param throughSample how much audio it rests on
    /// @param text empty: the guess before came to nothing
    record Partial(RecordingId recording, long firstSample, long throughSample, String text)
            implements WorkerAnswer {}

    record Utterance(RecordingId recording, List<SpokenWord> words, List<Float> speaker)
            implements WorkerAnswer {
        public Utterance {
            words = List.copyOf(words);
            speaker = List.copyOf(speaker);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("utterance without words");
            }
        }

        long firstSample() {
            return words.getFirst().firstSample();
        }

        long endSample() {
            return words.getLast().endSample();
        }
    }

    /// @param endSample the sample after its last
    /// @param confidence 0 to 1
    record SpokenWord(String text, long firstSample, long endSample, double confidence) {}

    /// Closes each `audio` request.
    ///
    /// @param throughSample all audio before it was taken in
    /// @param settledSample everything said before it was answered; recognition may start anew
    ///   there
    /// @param isQuiet nobody is in the middle of a sentence
    record Progress(RecordingId recording, long throughSample, long settledSample, boolean isQuiet)
            implements WorkerAnswer {
        @Override
        public boolean closesRequest() {
            return true;
        }
    }

    /// Everything before `throughSample` was answered.
    record Finished(RecordingId recording, long throughSample) implements WorkerAnswer {
        @Override
        public boolean closesRequest() {
            return true;
        }
    }

    record Pong(long token) implements WorkerAnswer {
        @Override
        public boolean closesRequest() {
            return true;
        }
    }

    /// The worker ends after this.
    ///
    /// @param reason without any word that was said
    record Failed(Fault fault, String reason) implements WorkerAnswer {}

    enum Fault {
        MODEL,
        SPEAKER_MODEL,
        REQUEST
    }
}

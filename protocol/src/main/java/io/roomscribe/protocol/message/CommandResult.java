package io.roomscribe.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.roomscribe.protocol.speechmodel.ModelKind;
import java.util.List;

/// What a command brought to light. Closed set.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CommandResult.Nothing.class, name = "nothing"),
    @JsonSubTypes.Type(value = CommandResult.AudioFigures.class, name = "audio-figures"),
    @JsonSubTypes.Type(value = CommandResult.Bundle.class, name = "bundle"),
    @JsonSubTypes.Type(value = CommandResult.BundlePart.class, name = "bundle-part"),
    @JsonSubTypes.Type(value = CommandResult.Erasure.class, name = "erasure"),
    @JsonSubTypes.Type(value = CommandResult.Sound.class, name = "sound"),
    @JsonSubTypes.Type(value = CommandResult.Diagnosis.class, name = "diagnosis"),
    @JsonSubTypes.Type(value = CommandResult.PhraseHeard.class, name = "phrase-heard"),
    @JsonSubTypes.Type(value = CommandResult.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = CommandResult.Decommissioned.class, name = "decommissioned"),
    @JsonSubTypes.Type(value = CommandResult.BoxModels.class, name = "models"),
})
public sealed interface CommandResult {
    CommandResult NOTHING = new Nothing();

    /// There is nothing to tell but the outcome.
    record Nothing() implements CommandResult {}

    /// What the microphone delivered during an audio test, as levels. 0 dBFS is full scale, -120
    /// digital silence.
    ///
    /// @param seconds that were measured
    /// @param noiseDbfs mean power of the quietest tenth
    /// @param clippedPercent share of the frames that touched full scale
    record AudioFigures(
            double seconds,
            double peakDbfs,
            double rmsDbfs,
            double noiseDbfs,
            double clippedPercent)
            implements CommandResult {}

    /// A support bundle that lies in the box's data folder.
    ///
    /// @param file its name in the folder `support`
    /// @param sha256 64 hexadecimal digits
    record Bundle(String file, long bytes, String sha256) implements CommandResult {}

    /// A part of a support bundle. Only ever on its way: neither side keeps it with the answer.
    ///
    /// @param offset of its first byte
    /// @param content Base64; empty where only the answer is kept
    record BundlePart(String file, long offset, String content) implements CommandResult {
        public BundlePart withoutContent() {
            return new BundlePart(file, offset, "");
        }
    }

    /// What is wrong with a box, the worst first; empty for a healthy one.
    record Diagnosis(List<Finding> findings) implements CommandResult {
        public Diagnosis {
            findings = List.copyOf(findings);
        }
    }

    /// One thing that is not as it should be.
    ///
    /// @param id never changes, for scripts
    /// @param evidence what was seen
    /// @param fix what to do
    record Finding(String id, Severity severity, String evidence, String fix) {}

    /// How a phrase that was read aloud came through the microphone. Of what was recognised it has
    /// places in the phrase, no words: nobody learns from it what else was said.
    ///
    /// @param stretch that was listened to
    /// @param microphone its levels
    /// @param peaks highest sample of each quarter second, in whole dBFS
    /// @param recognised whether the recogniser came to the end of the stretch
    /// @param heard how many words it recognised there, whichever they are
    /// @param words of the phrase
    /// @param missed which of them were not recognised, counted from 0
    /// @param added how many words came in between
    record PhraseHeard(
            Stretch stretch,
            AudioFigures microphone,
            List<Integer> peaks,
            boolean recognised,
            int heard,
            int words,
            List<Integer> missed,
            int added)
            implements CommandResult {
        public PhraseHeard {
            peaks = List.copyOf(peaks);
            missed = List.copyOf(missed);
        }

        /// A fraction; 0 is perfect.
        public double wordErrorRate() {
            return (double) (missed.size() + added) / Math.max(1, words);
        }
    }

    /// The room is accepted as far as the box is concerned; the hub completes it.
    record Accepted(EntryBody.Acceptance acceptance) implements CommandResult {}

    /// The box has erased itself.
    record Decommissioned(DecommissionReceipt receipt) implements CommandResult {}

    /// Models that were pushed to the box, by name, then the one on its way.
    record BoxModels(List<BoxModel> models) implements CommandResult {
        public BoxModels {
            models = List.copyOf(models);
        }
    }

    /// A model on a box.
    ///
    /// @param here bytes of it that the box has
    /// @param bytes of all its files
    /// @param inUse whether the box works with it now
    /// @param reason why it does not come, or failed; else empty
    record BoxModel(
            String model,
            ModelKind kind,
            String sha256,
            BoxModelState state,
            long here,
            long bytes,
            boolean inUse,
            String reason) {}

    /// How far a model on a box is.
    enum BoxModelState {
        @JsonProperty("installed")
        INSTALLED,
        @JsonProperty("fetching")
        FETCHING,
        /// Given up; ordering it again goes on where it was.
        @JsonProperty("failed")
        FAILED
    }

    /// Something was erased.
    record Erasure(ErasureReceipt receipt) implements CommandResult {}

    /// A piece of audio. Only ever on its way: neither side keeps it with the answer.
    ///
    /// @param stretch what there is of it, with a little margin before and after
    /// @param ogg Opus in Ogg as Base64; empty where only the answer is kept
    record Sound(Stretch stretch, String ogg) implements CommandResult {
        public Sound withoutOgg() {
            return new Sound(stretch, "");
        }
    }
}

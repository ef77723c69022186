package io.roomscribe.hub.speaker;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A running meeting's speakers so far, as running centroids weighted by seconds of speech. Gives
/// each utterance a label as it comes; [VoiceClustering] looks again at the end.
///
/// Confined to one thread.
final class LiveVoices {
    /// Too much alike to be somebody new, too little to be the one: unsure until the end. Measured
    /// one against one: same voice 0.57 and up, another 0.75 and below (docs/adr/0009).
    private static final double NEW_VOICE = 0.6;

    private static final double NEW_VOICE_SECONDS = 2.0;

    private final SpeakerConfig config;
    private final Map<String, VoiceCluster> speakers = new LinkedHashMap<>();

    LiveVoices(SpeakerConfig config) {
        this.config = config;
    }

    /// Something that is known to be a speaker's.
    void learn(String label, Voice voice) {
        if (!config.isClear(voice)) {
            return;
        }
        speakers.computeIfAbsent(label, _ -> VoiceCluster.empty(voice.size())).add(voice);
    }

    /// Whose it is, or unsure.
    ///
    /// @param newLabel makes a label that was never used in this meeting
    String hear(Voice voice, Supplier<String> newLabel) {
        if (!config.isClear(voice)) {
            return Speakers.UNSURE;
        }
        var nearest =
                speakers.entrySet().stream()
                        .max(Comparator.comparingDouble(one -> one.getValue().likeness(voice)));
        var likeness = nearest.map(one -> one.getValue().likeness(voice)).orElse(0.0);
        Optional<String> label = Optional.empty();
        if (nearest.isPresent() && likeness >= config.sameVoice()) {
            label = Optional.of(nearest.get().getKey());
        } else if (likeness < NEW_VOICE && voice.seconds() >= NEW_VOICE_SECONDS) {
            label = Optional.of(newLabel.get());
        }
        label.ifPresent(one -> learn(one, voice));
        return label.orElse(Speakers.UNSURE);
    }
}

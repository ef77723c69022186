package io.roomscribe.device.twin;

import io.roomscribe.protocol.speechmodel.ModelKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The keys that the hub may set. The others could cut the box off, point it at another microphone,
/// or let it record where it should not.
final class TwinKeys {
    private static final Set<String> KEYS =
            Set.of(
                    "device.room-name",
                    "capture.sync-interval",
                    "speech.model",
                    "speech.speaker-model",
                    "speech.language",
                    "speech.noise-margin",
                    "speech.utterance-max",
                    "speech.vocabulary");
    private static final Set<String> SECTIONS = Set.of("outbox.", "retention.");

    private TwinKeys() {}

    /// What kind of model a key names; the hub may name only one that was pushed.
    static Optional<ModelKind> model(String key) {
        return Arrays.stream(ModelKind.values())
                .filter(kind -> kind.setting().equals(key))
                .findFirst();
    }

    static boolean isOne(String key) {
        return KEYS.contains(key) || SECTIONS.stream().anyMatch(key::startsWith);
    }
}

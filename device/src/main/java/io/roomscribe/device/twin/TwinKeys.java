package io.roomscribe.device.twin;

import java.util.Set;

/// The keys that the hub may set. The others could cut the box off, point it at another microphone,
/// or let it record where it should not.
final class TwinKeys {
    private static final Set<String> KEYS =
            Set.of(
                    "device.room-name",
                    "capture.sync-interval",
                    "speech.language",
                    "speech.noise-margin",
                    "speech.utterance-max",
                    "speech.vocabulary");
    private static final Set<String> SECTIONS = Set.of("outbox.", "retention.");

    private TwinKeys() {}

    static boolean isOne(String key) {
        return KEYS.contains(key) || SECTIONS.stream().anyMatch(key::startsWith);
    }
}

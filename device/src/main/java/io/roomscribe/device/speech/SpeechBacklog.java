package io.roomscribe.device.speech;

import java.util.Optional;

/// The recordings that wait for recognition.
public interface SpeechBacklog {

    /// The oldest recording that is not recognised to its end; the caller closes it. The one being
    /// recorded counts too: it has an end only later.
    Optional<RecordedSpeech> oldest();
}

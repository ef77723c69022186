package io.roomscribe.device;

import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.speech.SpeechException;
import io.roomscribe.device.speech.SpeechHealth;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.health.HealthBoard;
import java.time.Duration;

/// What the transcriber tells of itself, as conditions.
///
/// Thread-safe.
final class SpeechNews implements SpeechHealth {
    private final HealthBoard health;

    SpeechNews(HealthBoard health) {
        this.health = health;
    }

    @Override
    public void failing(SpeechException why) {
        health.raise(
                why.isModelFault()
                        ? DeviceCondition.SPEECH_MODEL_UNUSABLE
                        : DeviceCondition.SPEECH_FAILING,
                why.getMessage());
    }

    @Override
    public void working() {
        health.clear(DeviceCondition.SPEECH_MODEL_UNUSABLE);
        health.clear(DeviceCondition.SPEECH_FAILING);
    }

    @Override
    public void leftOut(RecordingId recording, Duration from, Duration to) {
        health.raise(
                DeviceCondition.SPEECH_PARKED,
                "recording %s, %d s to %d s"
                        .formatted(recording, from.toSeconds(), to.toSeconds() + 1));
    }
}

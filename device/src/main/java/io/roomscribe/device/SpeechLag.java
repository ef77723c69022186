package io.roomscribe.device;

import io.roomscribe.device.chunk.ChunkStore;
import io.roomscribe.device.health.DeviceCondition;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.supervision.StopSignal;
import io.roomscribe.protocol.supervision.Task;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How much recorded audio waits for recognition, and the condition that says so.
///
/// Thread-safe. Run it by the supervisor.
final class SpeechLag implements Task {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /// Silence is committed every ten seconds, and a restart of the worker takes some more.
    private static final Duration RAISE = Duration.ofSeconds(60);

    private static final Duration CLEAR = Duration.ofSeconds(30);

    private final LongSupplier waitingSamples;
    private final HealthBoard health;
    private volatile Duration behind = Duration.ZERO;

    /// @param waitingSamples how much is recorded and not recognised
    SpeechLag(LongSupplier waitingSamples, HealthBoard health) {
        this.waitingSamples = waitingSamples;
        this.health = health;
    }

    static SpeechLag of(ChunkStore chunks, Recordings recordings, HealthBoard health) {
        return new SpeechLag(() -> waiting(chunks, recordings), health);
    }

    private static long waiting(ChunkStore chunks, Recordings recordings) {
        return chunks.unrecognised().stream()
                .mapToLong(position ->
                        recordings
                                .find(position.recording())
                                .map(it -> Math.max(0, it.samples() - position.throughSample()))
                                .orElse(0L))
                .sum();
    }

    @Override
    public void run(StopSignal stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(INTERVAL));
    }

    /// Audio recorded and not recognised, of this process and those before.
    Duration behind() {
        return behind;
    }

    void look() {
        behind = Audio.duration(waitingSamples.getAsLong());
        if (behind.compareTo(RAISE) > 0) {
            health.raise(
                    DeviceCondition.SPEECH_BACKLOG, behind.toSeconds() + " s of audio are waiting");
        } else if (behind.compareTo(CLEAR) < 0) {
            health.clear(DeviceCondition.SPEECH_BACKLOG);
        }
    }
}

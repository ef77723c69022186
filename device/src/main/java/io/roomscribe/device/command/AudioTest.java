package io.roomscribe.device.command;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.message.CommandResult;
import java.time.Duration;
import java.util.Arrays;

/// Measures what the microphone delivers from now on, in what is being recorded. Gives figures, no
/// audio.
///
/// Thread-safe; blocks while it measures.
public final class AudioTest {
    private static final Duration WAIT_MAX = Duration.ofSeconds(3);
    private static final double QUIETEST_PART = 0.1;
    private static final int FULL_SCALE = Short.MAX_VALUE;

    private final Recordings recordings;

    public AudioTest(Recordings recordings) {
        this.recordings = recordings;
    }

    /// @throws CommandException when nothing is being recorded
    public CommandResult.AudioFigures measure(Duration length) {
        var running =
                recordings.list().reversed().stream()
                        .filter(one -> one.end().isEmpty())
                        .findFirst()
                        .orElseThrow(AudioTest::nothingRecorded);
        try {
            return figures(
                    running.start().recording(),
                    running.samples(),
                    (int) (length.toSeconds() * Audio.SAMPLE_RATE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.refused("the box is stopping", "try again when it runs");
        }
    }

    private CommandResult.AudioFigures figures(RecordingId recording, long firstSample, int wanted)
            throws InterruptedException {
        short[] samples;
        try (var reader = recordings.reader(recording)) {
            samples = reader.readUpTo(firstSample, wanted, WAIT_MAX);
        }
        if (samples.length < Audio.FRAME_SAMPLES) {
            throw nothingRecorded();
        }
        return figures(samples);
    }

    static CommandResult.AudioFigures figures(short[] samples) {
        var frames = samples.length / Audio.FRAME_SAMPLES;
        var squares = new double[frames];
        var peak = 0;
        var clipped = 0;
        for (var frame = 0; frame < frames; frame++) {
            var touched = false;
            for (var i = 0; i < Audio.FRAME_SAMPLES; i++) {
                int sample = samples[frame * Audio.FRAME_SAMPLES + i];
                squares[frame] += (double) sample * sample;
                peak = Math.max(peak, Math.abs(sample));
                touched |= Math.abs(sample) >= FULL_SCALE;
            }
            clipped += touched ? 1 : 0;
        }
        var all = Arrays.stream(squares).sum();
        Arrays.sort(squares);
        var quiet = Math.max(1, (int) (frames * QUIETEST_PART));
        var noise = Arrays.stream(squares, 0, quiet).sum();
        var level = InputLevel.of(peak, all, (long) frames * Audio.FRAME_SAMPLES);
        return new CommandResult.AudioFigures(
                (double) samples.length / Audio.SAMPLE_RATE,
                rounded(level.peakDbfs()),
                rounded(level.rmsDbfs()),
                rounded(InputLevel.of(0, noise, (long) quiet * Audio.FRAME_SAMPLES).rmsDbfs()),
                rounded(100.0 * clipped / frames));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static CommandException nothingRecorded() {
        return CommandException.refused(
                "nothing is being recorded, so there is nothing to measure",
                "unmute or start the recording, then test again");
    }
}

package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.protocol.message.ClockQuality;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/// The child process of [RecorderKillFaultTest]: records the file `args[1]` at the speed `args[2]`
/// into the folder `args[0]` and prints each half second that was captured.
final class RecordingProcess {
    private RecordingProcess() {}

    public static void main(String[] args) throws InterruptedException {
        var defaults = CaptureConfig.defaults();
        var config =
                new CaptureConfig(
                        "file:" + args[1],
                        Double.parseDouble(args[2]),
                        defaults.syncInterval(),
                        defaults.noFramesTimeout());
        var world =
                new Surroundings(
                        Clock.systemUTC(),
                        System::nanoTime,
                        new Random(),
                        "boot",
                        () -> ClockQuality.NTP);
        var recordings = Recordings.open(Path.of(args[0]), "boot");
        var recorder =
                new Recorder(
                        config,
                        AudioInput.of(config, System::nanoTime),
                        recordings,
                        new Progress(),
                        world);
        recorder.start();
        recorder.awaitEnd(Duration.ofMinutes(5));
        System.out.println("ended");
    }

    private static final class Progress implements RecordingListener {
        private int halfSeconds;

        @Override
        public void started(RecordingStart start) {
            System.out.println("started");
        }

        @Override
        public void sealed(SealedChunk chunk) {}

        @Override
        public void ended(RecordingEnd end) {}

        @Override
        public void level(InputLevel level) {
            halfSeconds++;
            System.out.println("captured " + halfSeconds);
        }
    }
}

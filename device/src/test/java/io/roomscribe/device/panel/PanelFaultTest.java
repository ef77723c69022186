package io.roomscribe.device.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.RecordingEnd;
import io.roomscribe.device.recording.RecordingListener;
import io.roomscribe.device.recording.RecordingStart;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.SealedChunk;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real recorder, whose thread hangs.
final class PanelFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean hangs;

    private final class HangingListener implements RecordingListener {
        @Override
        public void started(RecordingStart start) {}

        @Override
        public void sealed(SealedChunk chunk) {}

        @Override
        public void ended(RecordingEnd end) {}

        @Override
        public void level(InputLevel level) {
            try {
                if (hangs) {
                    released.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static CaptureConfig config() {
        return ConfigurationReader.ofText(
                        "test",
                        "capture.source = file:"
                                + ProjectFolder.resolve("provisioning/demo/meeting.wav"))
                .section("capture", CaptureConfig.class, CaptureConfig.defaults());
    }

    private static PanelActions noHands() {
        return new PanelActions() {
            @Override
            public void muteSwitched(boolean isMuted) {}

            @Override
            public boolean shortPress() {
                return false;
            }

            @Override
            public boolean longPress() {
                return false;
            }
        };
    }

    @Test
    @Tag("P4")
    void stopsSayingRecordingWhenTheRecordingThreadHangs() {
        var random = RandomGenerator.getDefault();
        var recordings = Recordings.open(folder, "boot");
        var recorder =
                new Recorder(
                        config(),
                        AudioInput.of(config(), System::nanoTime),
                        recordings,
                        new HangingListener(),
                        new Surroundings(
                                Clock.systemUTC(),
                                System::nanoTime,
                                random,
                                "boot",
                                () -> ClockQuality.NTP));
        var loop =
                new PanelLoop(
                        new ScriptedPanel(),
                        PanelConfig.defaults(),
                        new PanelSource(
                                recorder::isReachingStorage,
                                recorder::isMuted,
                                recorder::isStopped,
                                () -> false,
                                () -> -30,
                                () -> PanelFacts.Work.NONE),
                        noHands(),
                        System::nanoTime);
        var supervisor =
                new Supervisor(System::nanoTime, random, Duration.ofSeconds(5), failure -> {});
        try (recordings;
                recorder;
                supervisor) {
            recorder.start();
            supervisor.startPlatform("panel", loop);
            Await.until(
                    "the light to say recording",
                    PATIENCE,
                    () -> loop.state() == PanelState.RECORDING,
                    loop::state);

            hangs = true;

            Await.until(
                    "the light to say something else",
                    PATIENCE,
                    () -> loop.state() != PanelState.RECORDING,
                    loop::state);
            assertThat(loop.state()).isIn(PanelState.FAULT, PanelState.STARTING);
            hangs = false;
            released.countDown();
            Await.until(
                    "the light to say recording again",
                    PATIENCE,
                    () -> loop.state() == PanelState.RECORDING,
                    loop::state);
        }
    }
}

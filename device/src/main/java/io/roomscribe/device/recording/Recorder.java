package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.protocol.message.EndReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Captures the configured source onto the disk, from `start` until the source ends or somebody
/// closes it. Needs no model, no database and no network.
///
/// Thread-safe. Owns two platform threads: `capture`, which only reads the source, and `recording`,
/// which writes files and calls the listener.
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Recorder.class.getName());
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final CaptureLoop capture;
    private final RecordingLoop recording;
    private final Thread captureThread;
    private final Thread recordingThread;

    public Recorder(
            CaptureConfig config,
            AudioInput input,
            Recordings recordings,
            RecordingListener listener,
            Surroundings world) {
        var ring = new FrameRing();
        this.capture = new CaptureLoop(input, ring, world.clock(), world.random());
        this.recording =
                new RecordingLoop(
                        ring, capture, recordings, listener, world, config.syncInterval());
        this.captureThread = Thread.ofPlatform().name("capture").daemon(true).unstarted(capture);
        this.recordingThread =
                Thread.ofPlatform().name("recording").daemon(true).unstarted(recording);
    }

    /// Opens the source and begins to record.
    ///
    /// @throws io.roomscribe.device.capture.CaptureException when the source can never work; one
    ///   that may come later, such as a microphone, is waited for instead
    public void start() {
        capture.openFirst();
        recordingThread.start();
        captureThread.start();
    }

    /// Whether audio is reaching the disk: samples were forced to it a moment ago. The one honest
    /// meaning of "recording".
    public boolean isReachingStorage() {
        return recording.isReachingStorage();
    }

    /// Waits until the source has ended and everything is on the disk.
    ///
    /// @return false when that took longer
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return recordingThread.join(timeout);
    }

    /// Ends the recording because the process ends; the next start continues it as a new one.
    @Override
    public void close() {
        stop(EndReason.RESTART);
    }

    /// Ends the recording for the given reason, with all of its audio on the disk.
    public void stop(EndReason reason) {
        recording.stopWith(reason);
        capture.stop();
        try {
            if (recordingThread.isAlive() && !recordingThread.join(CLOSE_TIMEOUT)) {
                LOG.log(Level.WARNING, "Recording did not end in time, recovered at next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.protocol.message.EndReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Captures the configured source onto the disk, from `start` until the source ends or somebody
/// closes it. Needs no model, no database and no network. People may stop and mute it; what they
/// asked outlives the process.
///
/// Thread-safe. Owns two platform threads: `capture`, which only reads the source, and `recording`,
/// which writes files and calls the listener.
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Recorder.class.getName());
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(2);
    private static final long POLL_NANOS = 2_000_000;

    private final Surroundings world;
    private final ControlFile controlFile;
    private final CaptureLoop capture;
    private final RecordingLoop recording;
    private final Thread captureThread;
    private final Thread recordingThread;
    private volatile RecorderControl control;
    private boolean isRetired;

    public Recorder(
            CaptureConfig config,
            AudioInput input,
            Recordings recordings,
            RecordingListener listener,
            Surroundings world) {
        var ring = new FrameRing();
        this.world = world;
        this.controlFile = recordings.control();
        this.control = controlFile.read();
        this.capture = new CaptureLoop(input, ring, world, control, LockSupport::parkNanos);
        this.recording =
                new RecordingLoop(ring, capture, recordings, listener, world, control, config);
        this.captureThread = Thread.ofPlatform().name("capture").daemon(true).unstarted(capture);
        this.recordingThread =
                Thread.ofPlatform().name("recording").daemon(true).unstarted(recording);
    }

    /// Opens the source and begins to record, unless it was stopped or muted when the process last
    /// ran: then it waits for [#resume] or [#unmute].
    ///
    /// @throws io.roomscribe.device.capture.CaptureException when the source can never work; one
    ///   that may come later, such as a microphone, is waited for instead
    public void start() {
        capture.openFirst();
        recordingThread.start();
        captureThread.start();
    }

    /// Ends the recording because a person said so, and closes the source. When this returns, all
    /// that was captured is on the disk and nothing more is captured until [#resume], also after a
    /// restart.
    ///
    /// @throws RecordingException when it is stopped but a restart would forget that
    public synchronized void stop() {
        change(control.stopped(true));
        awaitSilence();
    }

    /// Stops for good: nothing but another start of a box that is in service again records.
    ///
    /// @throws RecordingException when it is stopped but a restart would forget that
    public synchronized void retire() {
        isRetired = true;
        stop();
    }

    /// Records again after [#stop]; a file begins anew. Does not unmute.
    ///
    /// @throws RecordingException when the source was played to its end, or the box is out of
    ///   service
    public synchronized void resume() {
        if (isRetired) {
            throw new RecordingException(
                    RecordingException.Code.OUT_OF_SERVICE,
                    "cannot start to record: this box is decommissioned",
                    "enrol it anew with 'roomscribe-device enrol CLAIM'");
        }
        if (recording.hasEnded() && control.isStopped()) {
            throw new RecordingException(
                    RecordingException.Code.SOURCE_ENDED,
                    "cannot start to record: the source was played to its end",
                    "restart roomscribe-device to play it again");
        }
        change(control.stopped(false));
    }

    /// From when this returns no sample is kept; the source stays open. Outlives a restart.
    ///
    /// @throws RecordingException when it is muted but a restart would forget that
    public synchronized void mute(MuteSource source) {
        change(control.muted(source));
        awaitSilence();
    }

    /// Takes one mute away; the room is heard again when it was the only one.
    ///
    /// @throws RecordingException when it is a software unmute and the switch on the box says mute:
    ///   nothing changes then
    public synchronized void unmute(MuteSource source) {
        if (source == MuteSource.SOFTWARE && control.mutes().contains(MuteSource.HARDWARE)) {
            throw new RecordingException(
                    RecordingException.Code.MUTED_BY_SWITCH,
                    "cannot unmute: the switch on the box is at mute",
                    "move the switch; no command can override it");
        }
        change(control.unmuted(source));
    }

    /// From now on forces audio to the disk so often: what a power cut may take.
    public void syncInterval(Duration interval) {
        recording.syncInterval(interval);
    }

    /// Ends the recording that goes on, if one does; another follows at once, in the same meeting.
    /// When this returns, the ended one's files can be changed.
    ///
    /// @throws RecordingException when the disk does not let it end
    public void cut() {
        try {
            if (recording.cut(CLOSE_TIMEOUT)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RecordingException(
                RecordingException.Code.DISK,
                "cannot end the recording: the disk does not answer",
                "repair the disk, then do it again");
    }

    /// What people want; [#isReachingStorage] says what is.
    public RecorderControl control() {
        return control;
    }

    public boolean isMuted() {
        return control.isMuted();
    }

    public boolean isStopped() {
        return control.isStopped();
    }

    /// First done, then written down: whoever wants silence gets it on a broken disk too.
    private void change(RecorderControl wanted) {
        if (wanted.equals(control)) {
            return;
        }
        control = wanted;
        capture.control(wanted);
        LOG.log(
                Level.INFO,
                "Recorder control changed stopped={0} mutes={1}",
                wanted.isStopped(),
                wanted.mutes());
        try {
            controlFile.write(wanted);
        } catch (IOException e) {
            throw new RecordingException(
                    RecordingException.Code.CONTROL_NOT_KEPT,
                    "done, but a restart would forget it: cannot write %s (%s)"
                            .formatted(controlFile.path(), SegmentFiles.reason(e)),
                    "free space or repair the disk, then do it again",
                    e);
        }
    }

    /// Until the recording is sealed; a disk that hangs is not waited for.
    private void awaitSilence() {
        var since = world.ticker().nanos();
        while (!(capture.isSilent() && recording.isSilent())
                && !recording.hasEnded()
                && world.ticker().nanos() - since < SILENCE_TIMEOUT.toNanos()) {
            LockSupport.parkNanos(this, POLL_NANOS);
        }
    }

    /// Whether audio is reaching the disk: samples were forced to it a moment ago. The one honest
    /// meaning of "recording".
    public boolean isReachingStorage() {
        return recording.isReachingStorage();
    }

    /// Whether the source has ended and everything is on the disk.
    public boolean hasEnded() {
        return recording.hasEnded();
    }

    /// Waits until the source has ended and everything is on the disk.
    ///
    /// @return false when that took longer
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return recording.awaitEnd(timeout);
    }

    /// Ends the recording because the process ends, with all of its audio on the disk; the next
    /// start continues it as a new one.
    @Override
    public void close() {
        recording.stopWith(EndReason.RESTART);
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

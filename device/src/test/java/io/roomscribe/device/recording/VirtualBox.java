package io.roomscribe.device.recording;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.CaptureFailures;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.testkit.ManualClock;
import io.roomscribe.testkit.ManualTicker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/// The recorder's two loops on one thread and in virtual time, with a microphone, a disk, clocks
/// and people that a script controls. Nothing in it is random but what the script asks for.
///
/// Confined to one thread.
final class VirtualBox {
    /// What is said while nobody may listen.
    static final short SECRET = 4242;

    private static final short HEARD = 1000;
    private static final Duration FRAME = Duration.ofMillis(20);
    private static final Duration LINE_BUFFER = Duration.ofMillis(500);

    /// Ends a process without a word.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Path data;
    private final Random random;
    private final FaultyMedium medium = new FaultyMedium();
    private final ManualClock wall = new ManualClock(Instant.parse("2026-11-22T08:00:00Z"));
    private ManualTicker ticker = new ManualTicker();
    private final Instant began = wall.instant();
    private Instant trueTime = began;
    private ClockQuality quality = ClockQuality.NTP;
    private int boot = 1;
    private RecorderControl control = RecorderControl.RECORD;
    private Optional<Life> process = Optional.empty();
    private Runnable script = () -> {};
    private Instant microphoneBackAt = Instant.EPOCH;
    private Instant diskBackAt = Instant.EPOCH;
    private Instant writerFrozenUntil = Instant.EPOCH;
    private Instant framesFrom = Instant.EPOCH;
    private boolean microphoneFails;

    VirtualBox(Path data, Random random) {
        this.data = data;
        this.random = random;
    }

    /// One run of the process.
    private final class Life implements AudioInput {
        private final Recordings recordings;
        private final FrameRing ring = new FrameRing();
        private final CaptureLoop capture;
        private final RecordingLoop recording;

        Life() {
            recordings =
                    Recordings.open(
                            data, "boot " + boot, new SegmentFiles(data.resolve("audio"), medium));
            var world = new Surroundings(wall, ticker, random, "boot " + boot, () -> quality);
            var asked = recordings.control().read();
            capture = new CaptureLoop(this, ring, world, asked, VirtualBox.this::pass);
            recording =
                    new RecordingLoop(
                            ring,
                            capture,
                            recordings,
                            new RecordedEvents(),
                            world,
                            asked,
                            CaptureConfig.defaults());
        }

        void write() {
            if (trueTime.isBefore(writerFrozenUntil)) {
                return;
            }
            do {
                recording.turn(0);
            } while (!ring.isEmpty());
        }

        @Override
        public AudioSource open() {
            if (trueTime.isBefore(microphoneBackAt)) {
                throw CaptureFailures.lineLost();
            }
            microphoneFails = false;
            return new Line();
        }
    }

    /// A sound card that goes on whether somebody reads or not, with half a second of buffer.
    private final class Line implements AudioSource {
        private Instant readThrough = trueTime;
        private boolean closed;

        @Override
        public int read(short[] frame) {
            while (!closed && Duration.between(readThrough, trueTime).compareTo(FRAME) < 0) {
                pass(FRAME.toNanos());
                if (trueTime.isBefore(framesFrom)) {
                    readThrough = trueTime;
                }
                if (trueTime.isBefore(framesFrom.minusSeconds(1))
                        && trueTime.isAfter(framesFrom.minusSeconds(2))) {
                    throw CaptureFailures.noFrames();
                }
            }
            if (closed) {
                return -1;
            }
            if (microphoneFails) {
                throw CaptureFailures.lineLost();
            }
            var oldest = trueTime.minus(LINE_BUFFER);
            readThrough = readThrough.isBefore(oldest) ? oldest : readThrough;
            readThrough = readThrough.plus(FRAME);
            Arrays.fill(frame, control.mayRecord() ? HEARD : SECRET);
            return frame.length;
        }

        @Override
        public Duration lateness() {
            return Duration.between(readThrough, trueTime);
        }

        @Override
        public void discard() {
            readThrough = trueTime;
        }

        @Override
        public String description() {
            return "virtual";
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /// Lets time pass while the process runs.
    private void pass(long nanos) {
        advance(Duration.ofNanos(nanos));
        medium.full(trueTime.isBefore(diskBackAt));
        process.ifPresent(Life::write);
        script.run();
    }

    private void advance(Duration by) {
        trueTime = trueTime.plus(by);
        ticker.advance(by);
        wall.advance(by);
    }

    /// Starts the process and runs it until the script ends it.
    ///
    /// @param during called every 20 ms of virtual time
    void run(Runnable during) {
        script = during;
        var started = new Life();
        process = Optional.of(started);
        try {
            started.capture.openFirst();
            started.capture.run();
            writerFrozenUntil = Instant.EPOCH;
            while (started.recording.turn(0)) {
                advance(FRAME);
            }
        } catch (Killed e) {
            // Nothing is put in order.
        } finally {
            process = Optional.empty();
            started.recordings.close();
        }
    }

    boolean hasRecordedInThisBoot() {
        return process.flatMap(it -> it.recordings.last())
                .filter(last -> last.start().bootId().equals("boot " + boot))
                .isPresent();
    }

    /// Whether the newest recording was begun by a clock that was right.
    boolean isWellTimed() {
        return process.flatMap(it -> it.recordings.last())
                .map(last -> last.start().startedAt())
                .filter(start -> start.isBefore(began) || start.isAfter(trueTime))
                .isEmpty();
    }

    Instant trueTime() {
        return trueTime;
    }

    Instant wallTime() {
        return wall.instant();
    }

    RecorderControl control() {
        return control;
    }

    boolean isWriterFrozen() {
        return trueTime.isBefore(writerFrozenUntil);
    }

    boolean isDiskFull() {
        return trueTime.isBefore(diskBackAt);
    }

    void ask(RecorderControl wanted) {
        control = wanted;
        process.ifPresent(it -> {
            it.capture.control(wanted);
            try {
                it.recordings.control().write(wanted);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void loseMicrophone(Duration duration) {
        microphoneFails = true;
        microphoneBackAt = trueTime.plus(duration);
    }

    /// No error, and no sample either.
    void stallMicrophone(Duration duration) {
        framesFrom = trueTime.plus(duration);
        microphoneBackAt = framesFrom;
    }

    void fillDisk(Duration duration) {
        diskBackAt = trueTime.plus(duration);
        medium.full(true);
    }

    /// The disk answers nothing, and refuses nothing.
    void hangDisk(Duration duration) {
        writerFrozenUntil = trueTime.plus(duration);
    }

    /// The whole process stands still, the sound card does not.
    void suspend(Duration duration) {
        advance(duration);
    }

    void stepClock(Duration by) {
        wall.advance(by);
    }

    void kill(Duration downtime) {
        advance(downtime);
        throw new Killed();
    }

    /// The disk keeps what was forced, and some of the rest.
    void cutPower(Duration downtime) {
        tear();
        reboot(downtime);
        throw new Killed();
    }

    void stopInOrder() {
        process.ifPresent(it -> {
            it.recording.stopWith(EndReason.RESTART);
            it.capture.stop();
        });
    }

    /// A new boot, by a clock that knows nothing.
    void reboot(Duration downtime) {
        advance(downtime);
        boot++;
        ticker = new ManualTicker();
        ticker.advance(Duration.ofSeconds(random.nextInt(5, 60)));
        wall.set(Instant.EPOCH.plusSeconds(30));
        quality = ClockQuality.UNSYNCED;
    }

    boolean isClockGood() {
        return quality != ClockQuality.UNSYNCED;
    }

    void synchroniseClock() {
        wall.set(trueTime);
        quality = ClockQuality.NTP;
    }

    /// Takes the header of the file being written.
    void damageHeader() {
        try (var file = new RandomAccessFile(medium.newest().toFile(), "rw")) {
            file.seek(12);
            file.writeInt(random.nextInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Loses up to nine blocks, less than a second, of an unsealed file.
    private void tear() {
        var path = medium.newest();
        if (!Files.isRegularFile(path)) {
            return;
        }
        try (var file = SegmentFile.open(path).orElse(null)) {
            if (file == null || file.trailer().isPresent()) {
                return;
            }
            var blocks = (file.size() - file.offset(0)) / SegmentFormat.BLOCK_BYTES;
            var lost = Math.min(blocks, random.nextInt(10)) * SegmentFormat.BLOCK_BYTES;
            try (var writable = new RandomAccessFile(path.toFile(), "rw")) {
                writable.setLength(Files.size(path) - lost);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is missing since the last recording, and all recordings, as a next start would find
    /// them.
    Recordings open() {
        return Recordings.open(data, "boot " + boot);
    }

    GapLedger openGaps(Recordings recordings) {
        return GapLedger.since(recordings.last(), "boot " + boot, ticker.nanos());
    }

    Moment now() {
        return new Moment(ticker.nanos(), wall.instant(), quality);
    }
}

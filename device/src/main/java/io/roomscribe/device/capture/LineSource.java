package io.roomscribe.device.capture;

import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.TargetDataLine;

/// A microphone, through `javax.sound.sampled`. Never waits inside the line: a USB microphone can
/// stop without any error, and a blocked read would then last for ever.
///
/// Read by one thread; closed by any.
final class LineSource implements AudioSource {
    /// A quarter of a frame: how long new samples may wait in the line.
    private static final long POLL_NANOS = 5_000_000;

    private final String name;
    private final TargetDataLine line;
    private final SampleFormat format;
    private final Duration noFrames;
    private final Ticker ticker;
    private Resampler resampler;
    private final byte[] bytes;
    private final float[] mono;
    private volatile boolean closed;

    private LineSource(
            LineFinder.Found found, SampleFormat format, Duration noFrames, Ticker ticker) {
        this.name = found.name();
        this.line = found.line();
        this.format = format;
        this.noFrames = noFrames;
        this.ticker = ticker;
        this.resampler = new Resampler(format.rate());
        // 20 ms of the line's own format.
        this.mono = new float[format.rate() / 50];
        this.bytes = new byte[mono.length * format.frameBytes()];
    }

    static LineSource start(LineFinder.Found found, Duration noFramesTimeout, Ticker ticker) {
        var wire = found.line().getFormat();
        var format =
                new SampleFormat(
                        Math.round(wire.getSampleRate()),
                        wire.getChannels(),
                        wire.getSampleSizeInBits(),
                        false,
                        wire.isBigEndian());
        found.line().start();
        return new LineSource(found, format, noFramesTimeout, ticker);
    }

    @Override
    public int read(short[] frame) {
        var count = resampler.produce(frame, 0, frame.length);
        while (count < frame.length) {
            var frames = readLine();
            if (frames < 0) {
                return -1;
            }
            format.toMono(bytes, frames, mono);
            resampler.accept(mono, frames);
            count += resampler.produce(frame, count, frame.length - count);
        }
        return count;
    }

    /// Waits for samples and reads what is there, at most 20 ms.
    private int readLine() {
        var waitingSince = ticker.nanos();
        while (!closed) {
            var available = line.available() / format.frameBytes() * format.frameBytes();
            if (available > 0) {
                var count = line.read(bytes, 0, Math.min(available, bytes.length));
                if (count > 0) {
                    return count / format.frameBytes();
                }
            }
            if (!line.isOpen()) {
                throw new CaptureException(
                        CaptureException.Code.LINE_LOST,
                        "lost the sound line '" + name + "'",
                        "check that the microphone is plugged in; it is opened again by itself");
            }
            if (ticker.since(waitingSince).compareTo(noFrames) > 0) {
                throw CaptureException.noFrames(description(), noFrames);
            }
            LockSupport.parkNanos(this, POLL_NANOS);
        }
        return -1;
    }

    @Override
    public Duration lateness() {
        var frames = line.available() / format.frameBytes();
        return Duration.ofNanos(frames * 1_000_000_000L / format.rate());
    }

    @Override
    public void discard() {
        line.flush();
        resampler = new Resampler(format.rate());
    }

    @Override
    public String description() {
        return "line: " + name;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        line.close();
    }
}

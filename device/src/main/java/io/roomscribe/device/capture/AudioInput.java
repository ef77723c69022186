package io.roomscribe.device.capture;

import io.roomscribe.protocol.time.Ticker;
import java.nio.file.Path;

/// Opens the configured source, as often as it takes.
///
/// Thread-safe.
@FunctionalInterface
public interface AudioInput {
    /// Times real time: nothing is that fast.
    double UNPACED = 1e9;

    /// @throws CaptureException when it can't be opened; severity RETRY means that it may be there
    ///   later (a microphone that is not plugged in), FATAL that it will not (no such file)
    AudioSource open();

    /// The source that `capture.source` names.
    static AudioInput of(CaptureConfig config, Ticker ticker) {
        return of(config, ticker, LineFinder.ofMachine());
    }

    /// A file's sound as fast as it can be read, not at a microphone's pace.
    ///
    /// @throws CaptureException with one clear sentence for whatever is wrong with it
    static AudioSource unpaced(Path file, Ticker ticker) {
        return FileSource.open(file, UNPACED, ticker);
    }

    /// Likewise, among other lines.
    static AudioInput of(CaptureConfig config, Ticker ticker, LineFinder lines) {
        var spec = SourceSpec.parse(config.source());
        return () ->
                switch (spec) {
                    case SourceSpec.AudioFile file ->
                            FileSource.open(file.path(), config.speed(), ticker);
                    case SourceSpec.Fifo fifo -> FifoSource.open(fifo.path());
                    case SourceSpec.Line line ->
                            LineSource.start(
                                    lines.named(line.name()), config.noFramesTimeout(), ticker);
                    case SourceSpec.Usb usb ->
                            LineSource.start(
                                    lines.withSerial(usb.serial()),
                                    config.noFramesTimeout(),
                                    ticker);
                };
    }
}

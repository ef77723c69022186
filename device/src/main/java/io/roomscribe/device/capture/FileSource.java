package io.roomscribe.device.capture;

import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Plays an audio file as the microphone, in real time or faster.
///
/// Read by one thread; closed by any.
final class FileSource implements AudioSource {
    private final Path path;
    private final PcmStream stream;
    private final Resampler resampler;
    private final Pacer pacer;
    private final float[] mono = new float[4096];
    private boolean streamEnded;
    private Optional<String> failure = Optional.empty();
    private volatile boolean closed;

    private FileSource(Path path, PcmStream stream, Pacer pacer) {
        this.path = path;
        this.stream = stream;
        this.resampler = new Resampler(stream.rate());
        this.pacer = pacer;
    }

    static FileSource open(Path path, double speed, Ticker ticker) {
        return new FileSource(path, AudioFileFormat.open(path), new Pacer(ticker, speed));
    }

    @Override
    public int read(short[] frame) {
        var count = resampler.produce(frame, 0, frame.length);
        while (count < frame.length && !streamEnded) {
            decodeMore();
            count += resampler.produce(frame, count, frame.length - count);
        }
        if (count == 0 || closed) {
            closeStream();
            return -1;
        }
        pacer.await(count);
        return count;
    }

    private void decodeMore() {
        try {
            var count = stream.read(mono);
            if (count >= 0) {
                resampler.accept(mono, count);
                return;
            }
        } catch (IOException e) {
            // What came before is worth keeping: the file ends here, and the notice says so.
            failure =
                    Optional.of(
                            "The file turned unreadable, what came before was played (%s)"
                                    .formatted(e.getClass().getSimpleName()));
        }
        streamEnded = true;
        resampler.finish();
    }

    @Override
    public String description() {
        return "file: " + path.getFileName();
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public Optional<String> notice() {
        return streamEnded ? failure.or(stream::notice) : Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void closeStream() {
        closed = true;
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing was written; a file that does not close loses nothing.
            failure = failure.or(() -> Optional.of("The file did not close"));
        }
    }
}

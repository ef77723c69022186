package io.roomscribe.device.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jflac.FLACDecoder;
import org.jflac.util.ByteData;
import org.jspecify.annotations.Nullable;

/// A FLAC file, decoded by jflac.
///
/// Confined to one thread.
final class FlacStream implements PcmStream {
    private final InputStream in;
    private final FLACDecoder decoder;
    private final SampleFormat format;
    private final long declaredFrames;
    private final MonoBuffer pending = new MonoBuffer();
    private @Nullable ByteData data;
    private long decodedFrames;
    private boolean ended;

    private FlacStream(
            InputStream in, FLACDecoder decoder, SampleFormat format, long declaredFrames) {
        this.in = in;
        this.decoder = decoder;
        this.format = format;
        this.declaredFrames = declaredFrames;
    }

    static FlacStream open(InputStream in, Path path) throws IOException {
        var decoder = new FLACDecoder(in);
        var metadata = decoder.readMetadata();
        if (metadata.length == 0 || decoder.getStreamInfo() == null) {
            throw AudioFileFormat.unknownSamples(path, "no FLAC stream information");
        }
        var info = decoder.getStreamInfo();
        // jflac writes 8-bit samples unsigned and the others little-endian.
        var format =
                new SampleFormat(
                        info.getSampleRate(),
                        info.getChannels(),
                        info.getBitsPerSample(),
                        false,
                        false);
        var problem = format.bits() > 24 ? "samples of more than 24 bits" : format.problem();
        if (!problem.isEmpty()) {
            throw AudioFileFormat.unknownSamples(path, problem);
        }
        var stream = new FlacStream(in, decoder, format, info.getTotalSamples());
        stream.decodeNext();
        if (stream.pending.isEmpty()) {
            throw AudioFileFormat.empty(path, "the FLAC file has no samples");
        }
        return stream;
    }

    @Override
    public int rate() {
        return format.rate();
    }

    @Override
    public int read(float[] mono) throws IOException {
        while (pending.isEmpty() && !ended) {
            decodeNext();
        }
        return pending.isEmpty() ? -1 : pending.take(mono);
    }

    private void decodeNext() throws IOException {
        var frame = decoder.readNextFrame();
        if (frame == null) {
            ended = true;
            return;
        }
        data = decoder.decodeFrame(frame, data);
        var frames = data.getLen() / format.frameBytes();
        decodedFrames += frames;
        format.toMono(data.getData(), frames, pending.room(frames));
    }

    @Override
    public Optional<String> notice() {
        if (!ended || declaredFrames == 0 || decodedFrames >= declaredFrames) {
            return Optional.empty();
        }
        return Optional.of(
                "The FLAC file is cut off: its header announces %.1f s, %.1f s are there and were played"
                        .formatted(
                                (double) declaredFrames / rate(), (double) decodedFrames / rate()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

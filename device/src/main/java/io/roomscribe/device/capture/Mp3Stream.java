package io.roomscribe.device.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.SampleBuffer;

/// An MP3 file, decoded by JLayer. A frame that is damaged is left out and counted.
///
/// Confined to one thread.
final class Mp3Stream implements PcmStream {
    private final Bitstream bitstream;
    private final Decoder decoder = new Decoder();
    private final MonoBuffer pending = new MonoBuffer();
    private int rate;
    private int damagedFrames;
    private boolean ended;

    private Mp3Stream(InputStream in) {
        this.bitstream = new Bitstream(in);
    }

    static Mp3Stream open(InputStream in, Path path) throws IOException {
        var stream = new Mp3Stream(in);
        while (stream.pending.isEmpty() && !stream.ended) {
            stream.decodeNext();
        }
        if (stream.pending.isEmpty()) {
            throw AudioFileFormat.empty(path, "the MP3 file has no sound in it");
        }
        return stream;
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public int read(float[] mono) throws IOException {
        while (pending.isEmpty() && !ended) {
            decodeNext();
        }
        return pending.isEmpty() ? -1 : pending.take(mono);
    }

    private void decodeNext() throws IOException {
        try {
            var header = bitstream.readFrame();
            if (header == null) {
                ended = true;
                return;
            }
            take((SampleBuffer) decoder.decodeFrame(header, bitstream));
        } catch (BitstreamException e) {
            // JLayer reports the end of a file that is cut off within a frame this way.
            damagedFrames++;
            ended = true;
        } catch (DecoderException | ArrayIndexOutOfBoundsException e) {
            damagedFrames++;
        } finally {
            bitstream.closeFrame();
        }
    }

    private void take(SampleBuffer decoded) {
        if (rate == 0) {
            rate = decoded.getSampleFrequency();
        }
        var channels = decoded.getChannelCount();
        var frames = decoded.getBufferLength() / channels;
        var mono = pending.room(frames);
        var samples = decoded.getBuffer();
        for (var frame = 0; frame < frames; frame++) {
            var sum = 0;
            for (var channel = 0; channel < channels; channel++) {
                sum += samples[frame * channels + channel];
            }
            mono[frame] = sum / (32768f * channels);
        }
    }

    @Override
    public Optional<String> notice() {
        return damagedFrames == 0
                ? Optional.empty()
                : Optional.of(
                        "The MP3 file is damaged or cut off: %d frames could not be decoded, the rest was played"
                                .formatted(damagedFrames));
    }

    @Override
    public void close() throws IOException {
        try {
            bitstream.close();
        } catch (BitstreamException e) {
            throw new IOException(e);
        }
    }
}

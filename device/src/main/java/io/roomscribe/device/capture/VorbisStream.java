package io.roomscribe.device.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.UnsupportedAudioFileException;
import javazoom.spi.vorbis.sampled.convert.VorbisFormatConversionProvider;
import javazoom.spi.vorbis.sampled.file.VorbisAudioFileReader;

/// An Ogg/Vorbis file, decoded by JOrbis. The providers are made here by name: asking `AudioSystem`
/// would let any provider on the class path claim the file.
///
/// Confined to one thread.
final class VorbisStream implements PcmStream {
    private final AudioInputStream pcm;
    private final SampleFormat format;
    private final MonoBuffer pending = new MonoBuffer();
    private final byte[] buffer;

    private VorbisStream(AudioInputStream pcm, SampleFormat format) {
        this.pcm = pcm;
        this.format = format;
        this.buffer = new byte[4096 * format.frameBytes()];
    }

    static VorbisStream open(InputStream in, Path path) throws IOException {
        try {
            var vorbis = new VorbisAudioFileReader().getAudioInputStream(in);
            var rate = vorbis.getFormat().getSampleRate();
            var channels = vorbis.getFormat().getChannels();
            var format = new SampleFormat(Math.round(rate), channels, 16, false, false);
            if (!format.problem().isEmpty()) {
                throw AudioFileFormat.unknownSamples(path, format.problem());
            }
            var target = new AudioFormat(rate, 16, channels, true, false);
            var pcm = new VorbisFormatConversionProvider().getAudioInputStream(target, vorbis);
            var stream = new VorbisStream(pcm, format);
            if (!stream.fill()) {
                throw AudioFileFormat.empty(path, "the Ogg file has no sound in it");
            }
            return stream;
        } catch (UnsupportedAudioFileException e) {
            throw AudioFileFormat.unknownSamples(path, "an Ogg stream that is not Vorbis");
        }
    }

    @Override
    public int rate() {
        return format.rate();
    }

    @Override
    public int read(float[] mono) throws IOException {
        return pending.isEmpty() && !fill() ? -1 : pending.take(mono);
    }

    private boolean fill() throws IOException {
        var count = pcm.readNBytes(buffer, 0, buffer.length);
        var frames = count / format.frameBytes();
        format.toMono(buffer, frames, pending.room(frames));
        return frames > 0;
    }

    @Override
    public void close() throws IOException {
        pcm.close();
    }
}

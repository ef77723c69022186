package io.roomscribe.device.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A RIFF WAVE file: PCM of 8 to 32 bits or float, any number of channels. Reads on to the end of
/// the file whatever its header says when the file was never finished, and says so.
///
/// Confined to one thread.
final class WavStream implements PcmStream {
    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int EXTENSIBLE = 0xfffe;

    /// What programs write as length when they do not know it yet.
    private static final long UNKNOWN_LENGTH = 0xffff_ffffL;

    private final InputStream in;
    private final Path path;
    private final SampleFormat format;
    private final long declaredBytes;
    private long readBytes;
    private boolean ended;
    private byte[] buffer = new byte[0];

    private WavStream(InputStream in, Path path, SampleFormat format, long declaredBytes) {
        this.in = in;
        this.path = path;
        this.format = format;
        this.declaredBytes = declaredBytes;
    }

    static WavStream open(InputStream in, Path path) throws IOException {
        var riff = in.readNBytes(12);
        if (riff.length < 12) {
            throw AudioFileFormat.empty(path, "the WAV file ends within its header");
        }
        if (riff[3] != 'F' || !text(riff, 8).equals("WAVE")) {
            throw AudioFileFormat.unknownSamples(path, "a RIFF kind that is not plain WAVE");
        }
        Optional<SampleFormat> format = Optional.empty();
        while (true) {
            var head = in.readNBytes(8);
            if (head.length < 8) {
                throw AudioFileFormat.empty(path, "the WAV file ends before any sample");
            }
            var length = Integer.toUnsignedLong(little(head).getInt(4));
            switch (text(head, 0)) {
                case "fmt " -> format = Optional.of(readFormat(in, length, path));
                case "data" -> {
                    var known =
                            format.orElseThrow(() ->
                                    AudioFileFormat.unknownSamples(path, "samples of no format"));
                    // 0 while the file has more: a recorder that was killed never wrote the length.
                    var isOpen = length == 0 || length == UNKNOWN_LENGTH;
                    return new WavStream(in, path, known, isOpen ? Long.MAX_VALUE : length)
                            .checkNotEmpty();
                }
                default -> in.skipNBytes(length + (length & 1));
            }
        }
    }

    private WavStream checkNotEmpty() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw AudioFileFormat.empty(path, "the WAV file has no samples");
        }
        in.reset();
        return this;
    }

    private static SampleFormat readFormat(InputStream in, long length, Path path)
            throws IOException {
        var bytes = in.readNBytes((int) Math.min(length, 64));
        if (bytes.length < 16) {
            throw new EOFException();
        }
        in.skipNBytes(length + (length & 1) - bytes.length);
        var fields = little(bytes);
        var tag = fields.getShort(0) & 0xffff;
        if (tag == EXTENSIBLE && bytes.length >= 26) {
            tag = fields.getShort(24) & 0xffff;
        }
        if (tag != PCM && tag != IEEE_FLOAT) {
            throw AudioFileFormat.unknownSamples(path, "WAV encoding number " + tag);
        }
        var format =
                new SampleFormat(
                        fields.getInt(4),
                        fields.getShort(2) & 0xffff,
                        fields.getShort(14) & 0xffff,
                        tag == IEEE_FLOAT,
                        false);
        if (!format.problem().isEmpty()) {
            throw AudioFileFormat.unknownSamples(path, format.problem());
        }
        return format;
    }

    @Override
    public int rate() {
        return format.rate();
    }

    @Override
    public int read(float[] mono) throws IOException {
        if (ended) {
            return -1;
        }
        var frameBytes = format.frameBytes();
        var wanted = Math.min((long) mono.length * frameBytes, declaredBytes - readBytes);
        buffer = buffer.length < wanted ? new byte[(int) wanted] : buffer;
        var count = in.readNBytes(buffer, 0, (int) wanted);
        readBytes += count;
        var frames = count / frameBytes;
        ended = frames == 0;
        format.toMono(buffer, frames, mono);
        return ended ? -1 : frames;
    }

    @Override
    public Optional<String> notice() {
        if (!ended || readBytes >= declaredBytes - declaredBytes % format.frameBytes()) {
            return Optional.empty();
        }
        var bytesPerSecond = (double) format.frameBytes() * format.rate();
        if (declaredBytes == Long.MAX_VALUE) {
            return Optional.of(
                    "The WAV file was never finished; all %.1f s in it were played"
                            .formatted(readBytes / bytesPerSecond));
        }
        return Optional.of(
                "The WAV file is cut off: its header announces %.1f s, %.1f s are there and were played"
                        .formatted(declaredBytes / bytesPerSecond, readBytes / bytesPerSecond));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(byte[] bytes, int at) {
        return new String(
                Arrays.copyOfRange(bytes, at, at + 4), java.nio.charset.StandardCharsets.US_ASCII);
    }
}

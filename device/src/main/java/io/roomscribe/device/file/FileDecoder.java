package io.roomscribe.device.file;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.AudioSource;
import io.roomscribe.device.capture.CaptureException;
import io.roomscribe.device.speech.SoundCheck;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.protocol.transcription.FileNews.Cause;
import io.roomscribe.protocol.transcription.SoundQuality;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Turns an audio file into samples at 16 kHz in a file of their own, and measures them on the way.
/// WAV, FLAC, MP3 and Ogg Vorbis are read here; what else a meeting is recorded as goes through an
/// installed ffmpeg.
///
/// Confined to one thread.
final class FileDecoder {
    private static final int BLOCK = 8192;

    private final Path work;
    private final Duration longest;
    private final Ticker ticker;

    /// @param work folder of its own
    /// @param longest what is refused above this
    FileDecoder(Path work, Duration longest, Ticker ticker) {
        this.work = work;
        this.longest = longest;
        this.ticker = ticker;
    }

    /// @throws FileRefusedException when nothing can be heard of it
    SoundQuality decode(Path file, Path into) {
        try (var source = open(file);
                var out = new BufferedOutputStream(Files.newOutputStream(into), 1 << 16)) {
            var check = new SoundCheck();
            var samples = copy(source, check, out, Audio.samples(longest));
            if (samples == 0) {
                throw new FileRefusedException(
                        Cause.BROKEN, "No sound can be read from the file", "send another copy");
            }
            return check.quality(source.notice().isPresent());
        } catch (CaptureException e) {
            throw refused(e, file);
        } catch (IOException e) {
            throw new FileRefusedException(
                    Cause.MACHINE,
                    "The decoded file cannot be written (%s)"
                            .formatted(e.getClass().getSimpleName()),
                    "make room on the disk",
                    e);
        }
    }

    /// Reads only its beginning.
    ///
    /// @throws FileRefusedException when nothing can be heard of it
    void probe(Path file) {
        try (var source = open(file)) {
            if (source.read(new short[BLOCK]) <= 0) {
                throw new FileRefusedException(
                        Cause.BROKEN, "No sound can be read from the file", "send another copy");
            }
        } catch (CaptureException e) {
            throw refused(e, file);
        }
    }

    private long copy(AudioSource source, SoundCheck check, OutputStream out, long samplesMax)
            throws IOException {
        var block = new short[BLOCK];
        var bytes = new byte[BLOCK * Audio.BYTES_PER_SAMPLE];
        var samples = 0L;
        for (var count = source.read(block); count > 0; count = source.read(block)) {
            samples += count;
            if (samples > samplesMax) {
                throw new FileRefusedException(
                        Cause.TOO_LONG,
                        "The file is longer than %d minutes".formatted(longest.toMinutes()),
                        "cut it into shorter ones");
            }
            check.hear(block, count);
            for (var i = 0; i < count; i++) {
                bytes[2 * i] = (byte) block[i];
                bytes[2 * i + 1] = (byte) (block[i] >> 8);
            }
            out.write(bytes, 0, count * Audio.BYTES_PER_SAMPLE);
        }
        return samples;
    }

    private AudioSource open(Path file) {
        try {
            return AudioInput.unpaced(file, ticker);
        } catch (CaptureException e) {
            if (!Ffmpeg.mayRead(file)) {
                throw e;
            }
            var wav = work.resolve("ffmpeg.wav");
            Ffmpeg.convert(file, wav, longest);
            return AudioInput.unpaced(wav, ticker);
        }
    }

    private static FileRefusedException refused(CaptureException why, Path file) {
        // Its path is this machine's, and nobody's business.
        var reason =
                String.valueOf(why.getMessage())
                        .replace("cannot play " + file, "The file cannot be read")
                        .replace(file.toString(), "the file");
        var cause =
                switch (why.code()) {
                    case UNKNOWN_FORMAT -> Cause.UNKNOWN_FORMAT;
                    case BAD_SOURCE, NOT_FOUND, EMPTY, UNREADABLE -> Cause.BROKEN;
                    case NO_LINE, LINE_REFUSED, LINE_LOST, NO_FRAMES -> Cause.BROKEN;
                };
        return new FileRefusedException(
                cause,
                reason.split("; ", 2)[0],
                cause == Cause.UNKNOWN_FORMAT
                        ? "send wav, mp3, flac, ogg or m4a"
                        : "send another copy of it");
    }
}

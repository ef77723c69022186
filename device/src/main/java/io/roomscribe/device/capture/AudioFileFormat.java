package io.roomscribe.device.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/// Which kinds of audio files are read, told by their first bytes, never by their names.
enum AudioFileFormat {
    WAV,
    FLAC,
    MP3,
    OGG;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String FORMATS = "use a WAV, FLAC, MP3 or Ogg/Vorbis file";

    /// Opens the file and reads its header.
    ///
    /// @throws CaptureException with one clear sentence for whatever is wrong with it
    static PcmStream open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new CaptureException(
                        CaptureException.Code.NOT_FOUND,
                        "cannot play " + path + ": it is a folder",
                        "name one audio file in 'capture.source'");
            }
            if (Files.size(path) == 0) {
                throw empty(path, "the file has no bytes");
            }
            var in = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
            try {
                in.mark(BUFFER_BYTES);
                var format = detect(in.readNBytes(12), path);
                in.reset();
                return format.decode(in, path);
            } catch (CaptureException | IOException e) {
                in.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new CaptureException(
                    CaptureException.Code.NOT_FOUND,
                    "cannot play " + path + ": there is no such file",
                    "correct the path in 'capture.source'",
                    e);
        } catch (AccessDeniedException e) {
            throw new CaptureException(
                    CaptureException.Code.NOT_FOUND,
                    "cannot play " + path + ": not allowed to read it",
                    "give the user that runs roomscribe-device read access to it",
                    e);
        } catch (EOFException e) {
            throw new CaptureException(
                    CaptureException.Code.UNREADABLE,
                    "cannot play " + path + ": the file breaks off in its header",
                    "copy the file again from its origin",
                    e);
        } catch (IOException e) {
            throw new CaptureException(
                    CaptureException.Code.UNREADABLE,
                    "cannot play " + path + ": " + reason(e),
                    "check the file with another player and copy it again",
                    e);
        }
    }

    private PcmStream decode(BufferedInputStream in, Path path) throws IOException {
        return switch (this) {
            case WAV -> WavStream.open(in, path);
            case FLAC -> FlacStream.open(in, path);
            case MP3 -> Mp3Stream.open(in, path);
            case OGG -> VorbisStream.open(in, path);
        };
    }

    private static AudioFileFormat detect(byte[] start, Path path) {
        if (startsWith(start, "RIFF") || startsWith(start, "RF64") || startsWith(start, "RIFX")) {
            return WAV;
        }
        if (startsWith(start, "fLaC")) {
            return FLAC;
        }
        if (startsWith(start, "OggS")) {
            return OGG;
        }
        // An MPEG frame begins with eleven set bits and a layer that is not the reserved 0.
        var isMpegFrame =
                start.length > 1
                        && (start[0] & 0xff) == 0xff
                        && (start[1] & 0xe0) == 0xe0
                        && (start[1] & 0x06) != 0;
        if (isMpegFrame || startsWith(start, "ID3")) {
            return MP3;
        }
        throw new CaptureException(
                CaptureException.Code.UNKNOWN_FORMAT,
                "cannot play " + path + ": it is not an audio file of a known kind",
                FORMATS);
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        return bytes.length >= magic.length()
                && Arrays.equals(
                        Arrays.copyOf(bytes, magic.length()),
                        magic.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    static CaptureException empty(Path path, String why) {
        return new CaptureException(
                CaptureException.Code.EMPTY,
                "cannot play " + path + ": " + why,
                "record or copy the file again");
    }

    static CaptureException unknownSamples(Path path, String what) {
        return new CaptureException(
                CaptureException.Code.UNKNOWN_FORMAT,
                "cannot play " + path + ": it has " + what,
                "convert it to 16-bit PCM WAV at 16 kHz, for example with ffmpeg");
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

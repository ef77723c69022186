package io.roomscribe.device.file;

import io.roomscribe.protocol.transcription.FileNews.Cause;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// An installed ffmpeg, for the kinds of files that phones make and no library of ours reads: m4a,
/// and Ogg or WebM with Opus.
///
/// Stateless.
final class Ffmpeg {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final byte[] WEBM = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};

    private Ffmpeg() {}

    /// Whether a file begins like one of those kinds, so that trying is worth it.
    static boolean mayRead(Path file) {
        try (var in = Files.newInputStream(file)) {
            var start = in.readNBytes(12);
            var isWebm =
                    start.length >= 4 && Stream.of(0, 1, 2, 3).allMatch(i -> start[i] == WEBM[i]);
            var text = new String(start, StandardCharsets.ISO_8859_1);
            return isWebm || text.startsWith("OggS") || text.startsWith("ftyp", 4);
        } catch (IOException e) {
            return false;
        }
    }

    /// @throws FileRefusedException when there is no ffmpeg, or it cannot read the file
    static void convert(Path file, Path wav, Duration longest) {
        var program =
                find().orElseThrow(() ->
                        new FileRefusedException(
                                Cause.UNKNOWN_FORMAT,
                                "This kind of audio (m4a, Opus) is read by the program"
                                        + " ffmpeg, which is not installed here",
                                "install ffmpeg on the hub's computer, or send wav, mp3,"
                                        + " flac or ogg"));
        try {
            var process =
                    new ProcessBuilder(command(program, file, wav, longest))
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    || process.exitValue() != 0) {
                process.destroyForcibly();
                throw broken();
            }
        } catch (IOException e) {
            throw new FileRefusedException(
                    Cause.MACHINE, "ffmpeg does not start", "run 'ffmpeg -version' to see why", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken();
        }
    }

    /// Only this file and nothing that it may name, no video, no more than is taken.
    private static List<String> command(Path program, Path file, Path wav, Duration longest) {
        return List.of(
                program.toString(),
                "-nostdin",
                "-v",
                "error",
                "-protocol_whitelist",
                "file",
                "-i",
                file.toAbsolutePath().toString(),
                "-vn",
                "-t",
                Long.toString(longest.toSeconds() + 1),
                "-ac",
                "1",
                "-ar",
                "16000",
                "-y",
                wav.toAbsolutePath().toString());
    }

    private static FileRefusedException broken() {
        return new FileRefusedException(
                Cause.BROKEN, "The file cannot be read, not by ffmpeg either", "send another copy");
    }

    private static Optional<Path> find() {
        var folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "ffmpeg"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

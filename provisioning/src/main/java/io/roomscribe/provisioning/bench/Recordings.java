package io.roomscribe.provisioning.bench;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Audio files of a folder, by name.
final class Recordings {
    private static final Set<String> ENDINGS = Set.of("wav", "flac", "mp3", "ogg");

    private Recordings() {}

    /// @throws CommandException when there is no such folder, or no audio in it
    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            var audio = files.filter(Recordings::isAudio).sorted().toList();
            if (audio.isEmpty()) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "there is no audio in " + folder,
                        "name a folder with WAV, FLAC, MP3 or Ogg files, such as provisioning/demo");
            }
            return audio;
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read the folder %s (%s)"
                            .formatted(folder, e.getClass().getSimpleName()),
                    "name a folder with audio files, such as provisioning/demo",
                    e);
        }
    }

    private static boolean isAudio(Path file) {
        var name = name(file);
        var dot = name.lastIndexOf('.');
        return Files.isRegularFile(file)
                && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /// The file of the same name with another ending.
    static Path beside(Path audio, String ending) {
        var name = name(audio);
        return audio.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
    }
}

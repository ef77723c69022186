package io.roomscribe.provisioning.bench;

import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What was really said, from `meeting.txt` beside `meeting.wav`, or from a `transcripts.tsv` in
/// the folder, whose first line names its columns, `file` and `text` among them.
final class SpokenText {
    private final Map<String, String> table;

    private SpokenText(Map<String, String> table) {
        this.table = table;
    }

    static SpokenText in(Path folder) {
        var file = folder.resolve("transcripts.tsv");
        try {
            return new SpokenText(Files.isRegularFile(file) ? table(file) : Map.of());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Map<String, String> table(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var names =
                Arrays.asList(lines.isEmpty() ? new String[0] : lines.getFirst().split("\t", -1));
        var audio = names.indexOf("file");
        var text = names.indexOf("text");
        if (audio < 0 || text < 0) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s has no columns 'file' and 'text'".formatted(file),
                    "name its columns in the first line, separated by tabs");
        }
        var table = new HashMap<String, String>();
        for (var line : lines.subList(1, lines.size())) {
            var fields = line.split("\t", -1);
            if (fields.length > Math.max(audio, text)) {
                table.put(fields[audio], fields[text]);
            }
        }
        return table;
    }

    /// Empty when nobody wrote it down.
    Optional<String> of(Path audio) {
        var beside = Recordings.beside(audio, ".txt");
        try {
            return Files.isRegularFile(beside)
                    ? Optional.of(Files.readString(beside))
                    : Optional.ofNullable(table.get(Recordings.name(audio)));
        } catch (IOException e) {
            throw unreadable(beside, e);
        }
    }

    private static CommandException unreadable(Path file, IOException why) {
        return new CommandException(
                ExitCode.FAILED,
                "cannot read %s (%s)".formatted(file, why.getClass().getSimpleName()),
                "give it as text in UTF-8",
                why);
    }
}

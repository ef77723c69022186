package io.roomscribe.provisioning.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.protocol.accuracy.DiarizationErrorRate.Turn;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who really spoke when, from the file beside a recording: RTTM (`meeting.rttm`), or JSON as of
/// the demo (`meeting.json`: `{"turns": [{"speaker", "start", "end"}]}`, in seconds).
final class SpokenTurns {
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /// `SPEAKER <file> <channel> <start> <duration> <NA> <NA> <name> ...`
    private static final int RTTM_START = 3;

    private static final int RTTM_LENGTH = 4;
    private static final int RTTM_NAME = 7;

    private SpokenTurns() {}

    private record Meeting(List<Turn> turns) {}

    /// Empty when there is no such file.
    static Optional<List<Turn>> of(Path audio) {
        var rttm = Recordings.beside(audio, ".rttm");
        var json = Recordings.beside(audio, ".json");
        if (Files.isRegularFile(rttm)) {
            return Optional.of(read(rttm, SpokenTurns::rttm));
        }
        return Files.isRegularFile(json)
                ? Optional.of(read(json, SpokenTurns::json))
                : Optional.empty();
    }

    private interface Reader {
        List<Turn> read(Path file) throws IOException;
    }

    private static List<Turn> read(Path file, Reader reader) {
        try {
            return reader.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read who speaks in %s (%s)"
                            .formatted(file, e.getClass().getSimpleName()),
                    "give RTTM, or JSON like provisioning/demo/meeting.json",
                    e);
        }
    }

    private static List<Turn> json(Path file) throws IOException {
        var meeting = JSON.readValue(file.toFile(), Meeting.class);
        if (meeting.turns() == null) {
            throw new IllegalArgumentException("no turns");
        }
        return List.copyOf(meeting.turns());
    }

    static List<Turn> rttm(Path file) throws IOException {
        var turns = new ArrayList<Turn>();
        for (var line : Files.readAllLines(file)) {
            var fields = line.strip().split("\\s+", -1);
            if (!fields[0].equals("SPEAKER")) {
                continue;
            }
            if (fields.length <= RTTM_NAME) {
                throw new IllegalArgumentException("a SPEAKER line is too short");
            }
            var start = Double.parseDouble(fields[RTTM_START]);
            turns.add(
                    new Turn(
                            fields[RTTM_NAME],
                            start,
                            start + Double.parseDouble(fields[RTTM_LENGTH])));
        }
        return turns;
    }
}

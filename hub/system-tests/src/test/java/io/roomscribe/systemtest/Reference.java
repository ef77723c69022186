package io.roomscribe.systemtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The script of the bundled meeting.
final class Reference {
    /// @param end seconds from the recording's beginning
    record Turn(String speaker, double start, double end, String text) {}

    private Reference() {}

    static List<Turn> turns() {
        try {
            var turns = new ArrayList<Turn>();
            new ObjectMapper()
                    .readTree(ProjectFolder.resolve("provisioning/demo/meeting.json").toFile())
                    .path("turns")
                    .forEach(turn ->
                            turns.add(
                                    new Turn(
                                            turn.path("speaker").asText(),
                                            turn.path("start").asDouble(),
                                            turn.path("end").asDouble(),
                                            turn.path("text").asText())));
            return List.copyOf(turns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.roomscribe.hub.summary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Transcripts for tests. Numbers start at 101, so that they are no positions by accident.
final class Lines {
    static final long FIRST = 101;

    private Lines() {}

    static List<Line> of(String... texts) {
        var lines = new ArrayList<Line>();
        for (var text : texts) {
            lines.add(new Line(FIRST + lines.size(), text));
        }
        return lines;
    }

    /// `meeting-spoken.txt`: the bundled meeting's own words in lower case without punctuation;
    /// `meeting-recognised.txt`: what Vosk 0.3.45 with vosk-model-tiny-en makes of its recording
    /// (10 % word errors).
    static List<Line> read(String resource) {
        try (var in = Objects.requireNonNull(Lines.class.getResourceAsStream(resource))) {
            return of(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

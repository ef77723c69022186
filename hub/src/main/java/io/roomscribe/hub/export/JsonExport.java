package io.roomscribe.hub.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roomscribe.hub.export.MeetingDocument.Line;
import io.roomscribe.hub.export.MeetingDocument.Talker;
import io.roomscribe.hub.summary.Minutes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes a meeting as JSON, for programs. Its fields keep their names and meanings.
final class JsonExport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                    .build();

    private JsonExport() {}

    record Shape(
            String id,
            String title,
            String room,
            Instant startedAt,
            Instant endedAt,
            boolean running,
            double coveragePercent,
            List<String> invited,
            List<Talker> spoke,
            Optional<RevisionShape> minutes,
            List<LineShape> transcript) {}

    record RevisionShape(
            int revision,
            String kind,
            boolean isFinal,
            String model,
            Instant createdAt,
            Minutes minutes) {}

    /// @param kind `spoken`, `missing` or `marked`
    record LineShape(
            String kind,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<Long> segment,
            Optional<String> speaker,
            Optional<String> text,
            Optional<String> reason) {
        static LineShape of(Line line) {
            return switch (line) {
                case Line.Spoken(var number, var at, var until, var speaker, var text) ->
                        new LineShape(
                                "spoken",
                                at,
                                Optional.of(until),
                                Optional.of(number),
                                Optional.of(speaker).filter(name -> !name.isEmpty()),
                                Optional.of(text),
                                Optional.empty());
                case Line.Missing(var at, var until, var reason) ->
                        new LineShape(
                                "missing",
                                at,
                                Optional.of(until),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(reason.word()));
                case Line.Marked(var at, var label) ->
                        new LineShape(
                                "marked",
                                at,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(label),
                                Optional.empty());
            };
        }
    }

    static String write(MeetingDocument document) {
        try {
            return MAPPER.writeValueAsString(
                    new Shape(
                            document.id(),
                            document.title(),
                            document.room(),
                            document.startedAt(),
                            document.endedAt(),
                            document.isRunning(),
                            document.coveragePercent(),
                            document.invited(),
                            document.spoke(),
                            document.revision()
                                    .map(one ->
                                            new RevisionShape(
                                                    one.revision(),
                                                    one.kind().word(),
                                                    one.isFinal(),
                                                    one.model(),
                                                    one.createdAt(),
                                                    one.minutes())),
                            document.lines().stream().map(LineShape::of).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours does not become JSON", e);
        }
    }
}

package io.roomscribe.hub.speaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.hub.transcript.SegmentVoice;
import io.roomscribe.protocol.accuracy.DiarizationErrorRate;
import io.roomscribe.protocol.accuracy.DiarizationErrorRate.Turn;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// Voices to tell apart: those of the demo's meeting as the real box measured them
/// (`meeting-voices.tsv`: first sample, samples, milliseconds of words, 128 numbers), and made-up
/// ones.
final class SampleVoices {
    static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final int SIZE = 128;
    private static final double RATE = 16_000;

    private SampleVoices() {}

    static List<Voice> meeting() {
        try (var in =
                Objects.requireNonNull(
                        SampleVoices.class.getResourceAsStream("meeting-voices.tsv"))) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            var voices = new ArrayList<Voice>();
            for (var line : lines) {
                var fields = line.split("\t", -1);
                var start = Long.parseLong(fields[0]) / RATE;
                voices.add(
                        voice(
                                voices.size() + 1,
                                start,
                                start + Long.parseLong(fields[1]) / RATE,
                                Integer.parseInt(fields[2]) / 1000.0,
                                Arrays.stream(fields[3].split(" ", -1))
                                        .map(Float::valueOf)
                                        .toList()));
            }
            return voices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Turn> meetingReference() {
        try {
            var file = ProjectFolder.resolve("provisioning/demo/meeting.json");
            var turns = new ArrayList<Turn>();
            for (JsonNode turn :
                    JsonMapper.builder().build().readTree(file.toFile()).get("turns")) {
                turns.add(
                        new Turn(
                                turn.get("speaker").asText(),
                                turn.get("start").asDouble(),
                                turn.get("end").asDouble()));
            }
            return turns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param labels by segment number; nobody's are unsure
    static DiarizationErrorRate score(List<Voice> voices, Map<Long, String> labels) {
        var answer =
                voices.stream()
                        .map(voice ->
                                new Turn(
                                        labels.getOrDefault(voice.number(), ""),
                                        seconds(voice.startedAt()),
                                        seconds(voice.endedAt())))
                        .toList();
        return DiarizationErrorRate.of(meetingReference(), answer, DiarizationErrorRate.COLLAR);
    }

    private static double seconds(Instant at) {
        return Duration.between(START, at).toMillis() / 1000.0;
    }

    static Voice voice(long number, double start, double end, double spoken, List<Float> vector) {
        return Voice.of(
                new SegmentVoice(
                        number,
                        START.plusMillis(Math.round(start * 1000)),
                        START.plusMillis(Math.round(end * 1000)),
                        "",
                        spoken,
                        vector));
    }

    /// What a person sounds like in `seconds` of speech: the less, the more noise, as measured.
    static List<Float> vector(int person, double seconds, Random random) {
        var voice = new Random(1000 + person);
        var noise = Math.sqrt(1 / (0.8 * seconds / (seconds + 1)) - 1);
        var vector = new ArrayList<Float>();
        for (var i = 0; i < SIZE; i++) {
            vector.add((float) (voice.nextGaussian() + noise * random.nextGaussian()));
        }
        return vector;
    }

    static Voice made(long number, int person, double start, double seconds, Random random) {
        return voice(
                number, start, start + seconds, 0.8 * seconds, vector(person, seconds, random));
    }
}

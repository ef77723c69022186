package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody asked to be forgotten is in no file of either process, and everything else is.
class ForgetSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final double SPEED = 10;
    private static final int SECONDS = 80;
    private static final int FIRST = 2;
    private static final int LAST = 5;
    private static final int WORD_LENGTH_MIN = 5;
    private static final int PAIR_LENGTH_MIN = 12;

    @TempDir Path folder;

    @Tag("M2")
    @Test
    void forgettingLeavesNothingInAnyFileOfBoxAndHub() throws Exception {
        try (var site = Site.in(folder)) {
            site.configureDevice("file:" + beginning(), SPEED, "");
            var hub = site.startHub();
            var box = site.startDevice();
            Await.until(
                    "%d segments".formatted(LAST + 3),
                    PATIENCE,
                    () -> site.api().segments().size() > LAST + 2,
                    site::logs);
            var before = site.api().segments();
            var erased = before.subList(FIRST, LAST + 1);
            assertThat(new Haystack(folder).filesWith(text(erased.getFirst()))).isNotEmpty();

            var receipt =
                    forget(
                            site,
                            at(erased.getFirst(), "startedAt").plusMillis(100),
                            at(erased.getLast(), "endedAt").minusMillis(100));
            Checks.awaitEverythingAcknowledged(site, PATIENCE);
            Await.until(
                    "the hub to have cleaned up",
                    PATIENCE,
                    () -> site.api().json("/api/v1/erasures").at("/erasures/0").has("cleanedAt"),
                    site::logs);

            assertThat(receipt.path("utterances").asInt()).isEqualTo(erased.size());
            assertThat(site.api().json("/api/v1/erasures").at("/erasures/0/receipt"))
                    .isEqualTo(receipt);
            checkHub(site.api(), before, erased);
            checkFiles(erased, before);
            awaitMinutesWithout(site.api(), wordsOnlyIn(erased, site.api().segments()));
            box.terminate();
            box.awaitExit(PATIENCE);
            hub.terminate();
            hub.awaitExit(PATIENCE);
            checkFiles(erased, before);
        }
    }

    private static JsonNode forget(Site site, Instant from, Instant to) {
        var answer =
                site.api()
                        .post(
                                "/api/v1/devices/" + Site.DEVICE + "/commands?wait=60",
                                """
                                {"name": "forget-range", "from": "%s", "to": "%s"}
                                """
                                        .formatted(from, to));
        assertThat(answer.path("state").asText()).as("%s", answer).isEqualTo("done");
        return answer.at("/result/receipt");
    }

    private static void checkHub(HubApi api, List<JsonNode> before, List<JsonNode> erased) {
        var gone = erased.stream().map(ForgetSystemTest::place).collect(Collectors.toSet());
        var kept =
                before.stream()
                        .filter(segment -> !gone.contains(place(segment)))
                        .map(ForgetSystemTest::text)
                        .toList();
        assertThat(api.segments().stream().map(ForgetSystemTest::place))
                .doesNotContainAnyElementsOf(gone);
        assertThat(api.segments().stream().map(ForgetSystemTest::text)).containsAll(kept);
        Checks.nothingTwice(api);
        var meeting = api.meetings().getFirst();
        assertThat(
                        api.json("/api/v1/meetings/" + meeting + "/transcript")
                                .path("gaps")
                                .valueStream()
                                .map(gap -> gap.path("reason").asText()))
                .contains("erased");
    }

    /// Words, phrases and audio: those of the stretch nowhere, those beside it somewhere.
    private void checkFiles(List<JsonNode> erased, List<JsonNode> before) throws IOException {
        var haystack = new Haystack(folder);
        for (var segment : erased) {
            assertThat(haystack.filesWith(text(segment))).as("its text").isEmpty();
        }
        // As a word of a transcript stands in JSON, also in JSON within JSON.
        for (var word : wordsOnlyIn(erased, before)) {
            assertThat(haystack.filesWith("\"" + word)).as(word).isEmpty();
        }
        for (var pair : pairsOnlyIn(erased, before)) {
            assertThat(haystack.filesWith(pair)).as(pair).isEmpty();
        }
        for (var segment : List.of(before.get(FIRST - 1), before.get(LAST + 1))) {
            assertThat(haystack.filesWith(text(segment))).as("text that stays").isNotEmpty();
        }
        var pcm = Files.readAllBytes(meeting());
        for (var segment : erased) {
            var first = segment.path("firstSample").asInt();
            for (var part = 1; part < 4; part++) {
                var at = 44 + 2 * (first + segment.path("samples").asInt() * part / 4);
                assertThat(haystack.filesWith(Arrays.copyOfRange(pcm, at, at + 640)))
                        .as("audio of sample %d", (at - 44) / 2)
                        .isEmpty();
            }
        }
    }

    /// Minutes are made again, and say nothing of it.
    private static void awaitMinutesWithout(HubApi api, Set<String> words) {
        var meeting = api.meetings().getFirst();
        Await.until(
                "final minutes",
                PATIENCE,
                () -> api.minutes(meeting).at("/latest/final").asBoolean(),
                () -> api.minutes(meeting));
        var minutes = api.get("/api/v1/meetings/" + meeting + "/minutes").body();
        for (var word : words) {
            assertThat(minutes.toLowerCase(Locale.ROOT)).doesNotContain(word);
        }
    }

    /// Words that were said there and nowhere else in the whole meeting, by script and transcript.
    private static Set<String> wordsOnlyIn(List<JsonNode> erased, List<JsonNode> before) {
        var elsewhere =
                before.stream()
                        .filter(segment -> !erased.contains(segment))
                        .flatMap(ForgetSystemTest::words)
                        .collect(Collectors.toSet());
        var from = erased.getFirst().path("firstSample").asLong() / 16_000.0;
        var to =
                (erased.getLast().path("firstSample").asLong()
                                + erased.getLast().path("samples").asLong())
                        / 16_000.0;
        for (var turn : Reference.turns()) {
            if (turn.end() < from || turn.start() > to) {
                elsewhere.addAll(List.of(turn.text().toLowerCase(Locale.ROOT).split("[^a-z']+")));
            }
        }
        var only = erased.stream().flatMap(ForgetSystemTest::words).collect(Collectors.toSet());
        only.removeIf(word ->
                word.length() < WORD_LENGTH_MIN
                        || elsewhere.stream().anyMatch(other -> other.contains(word)));
        return only;
    }

    /// Two words in a row as they are written, as a summary or a quote would have them.
    private static Set<String> pairsOnlyIn(List<JsonNode> erased, List<JsonNode> before) {
        var elsewhere =
                before.stream()
                        .filter(segment -> !erased.contains(segment))
                        .map(segment -> text(segment).toLowerCase(Locale.ROOT))
                        .toList();
        var script =
                Reference.turns().stream()
                        .map(turn -> turn.text().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "));
        var only = erased.stream().flatMap(ForgetSystemTest::pairs).collect(Collectors.toSet());
        only.removeIf(pair -> {
            var said = pair.toLowerCase(Locale.ROOT);
            return pair.length() < PAIR_LENGTH_MIN
                    || script.indexOf(said) != script.lastIndexOf(said)
                    || elsewhere.stream().anyMatch(other -> other.contains(said));
        });
        return only;
    }

    private static Stream<String> pairs(JsonNode segment) {
        var words = List.of(text(segment).split(" ", -1));
        return IntStream.range(1, words.size())
                .mapToObj(i -> words.get(i - 1) + " " + words.get(i));
    }

    private static Stream<String> words(JsonNode segment) {
        return segment.path("words").valueStream().map(word -> word.path("text").asText());
    }

    private static String text(JsonNode segment) {
        return segment.path("text").asText();
    }

    private static String place(JsonNode segment) {
        return segment.path("recording").asText() + segment.path("firstSample").asText();
    }

    private static Instant at(JsonNode segment, String field) {
        return Instant.parse(segment.path(field).asText());
    }

    /// Enough of the meeting for the test.
    private Path beginning() throws IOException {
        var bytes = Arrays.copyOf(Files.readAllBytes(meeting()), 44 + SECONDS * 32_000);
        var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(4, bytes.length - 8).putInt(40, bytes.length - 44);
        return Files.write(folder.resolve("beginning.wav"), bytes);
    }

    private static Path meeting() {
        return ProjectFolder.resolve("provisioning/demo/meeting.wav");
    }

    /// Every file below a folder, as bytes, with what is packed in it unpacked. The recogniser's
    /// unpacked library is left out, and so is the sound that is played.
    private static final class Haystack {
        private record Hay(String name, String content) {}

        private final List<Hay> files = new ArrayList<>();

        Haystack(Path folder) throws IOException {
            try (var found = Files.walk(folder)) {
                for (var file : found.filter(Haystack::isSearched).toList()) {
                    add(folder.relativize(file).toString(), file);
                }
            }
        }

        /// The search index makes files for a moment. What is gone holds nothing.
        private void add(String name, Path file) throws IOException {
            try {
                var bytes = Files.readAllBytes(file);
                files.add(new Hay(name, Unpacked.latin(bytes)));
                for (var packed : Unpacked.gzips(bytes)) {
                    files.add(new Hay(name + " (packed)", packed));
                }
            } catch (NoSuchFileException e) {
                assertThat(file).doesNotExist();
            }
        }

        private static boolean isSearched(Path file) {
            return Files.isRegularFile(file)
                    && !file.toString().endsWith(".so")
                    && !file.endsWith("beginning.wav");
        }

        List<String> filesWith(String words) {
            return files.stream()
                    .filter(file -> file.content().contains(words))
                    .map(Hay::name)
                    .toList();
        }

        List<String> filesWith(byte[] bytes) {
            return filesWith(Unpacked.latin(bytes));
        }
    }
}

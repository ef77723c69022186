package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An audio file given to the hub, with the box's software as the hub runs it.
class UploadSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SECONDS = 60;
    private static final Instant START = Instant.parse("2026-03-04T10:00:00Z");

    @TempDir Path folder;
    private final JsonMapper json = new JsonMapper();

    @Test
    void becomesAMeetingOnceThoughTheHubIsKilledMeanwhileAndGoesWithoutATrace() throws Exception {
        try (var site = Site.in(folder)) {
            configure(site);
            var hub = site.startHub();
            makeRoom(site);

            var taken = upload(site, Wav.meeting(SECONDS), "audio/wav");
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
            var address = "/api/v1/uploads/" + json.readTree(taken.body()).path("id").asText();
            Await.until(
                    "its first words, long before its last",
                    PATIENCE,
                    () -> site.api().segments().size() > 2,
                    () -> site.api().json(address) + site.logs());
            assertThat(site.api().json(address).path("state").asText()).isEqualTo("running");
            assertThat(site.api().json(address).path("meeting").asText())
                    .isEqualTo(site.api().meetings().getFirst());
            hub.kill();
            site.startHub();
            var afterKill = places(site);
            assertThat(afterKill).hasSizeGreaterThan(2);
            awaitState(site, address, "done");

            var upload = site.api().json(address);
            assertThat(
                            site.api()
                                    .json("/api/v1/jobs/" + upload.path("job").asText())
                                    .path("attempt"))
                    .hasToString("2");
            assertThat(upload.at("/quality/seconds").asDouble()).isEqualTo(SECONDS);
            assertThat(upload.at("/quality/remarks").isEmpty()).isTrue();
            assertThat(site.api().meetings()).containsExactly(upload.path("meeting").asText());
            var segments = site.api().segments();
            assertThat(segments).hasSizeGreaterThan(5);
            assertThat(places(site).subList(0, afterKill.size())).isEqualTo(afterKill);
            Checks.nothingTwice(site.api());
            noneOverlap(site);
            assertThat(Instant.parse(segments.getLast().path("endedAt").asText()))
                    .isAfter(START.plusSeconds(SECONDS - 10));
            assertThat(Instant.parse(segments.getFirst().path("startedAt").asText()))
                    .isBetween(START, START.plusSeconds(5));
            awaitFinalMinutes(site, upload.path("meeting").asText());
            assertThat(audioFiles()).isEmpty();

            var text = segments.get(1).path("text").asText();
            assertThat(holding(text)).isNotEmpty();
            delete(site, address);
            assertThat(site.api().segments()).isEmpty();
            assertThat(site.api().get(address).statusCode()).isEqualTo(404);
            Await.until(
                    "the hub to have cleaned up",
                    PATIENCE,
                    () -> site.api().json("/api/v1/erasures").at("/erasures/0").has("cleanedAt"),
                    site::logs);
            Await.until("no trace", PATIENCE, () -> holding(text).isEmpty(), () -> holding(text));
        }
    }

    @Test
    void aShortFileIsAnsweredInOneCallAndBadOnesAreRefusedWithTheirReason() throws Exception {
        try (var site = Site.in(folder)) {
            configure(site);
            site.startHub();
            makeRoom(site);

            var heard = send(site, "/api/v1/transcribe/file", Wav.meeting(12), "audio/wav");
            assertThat(heard.statusCode()).as(heard.body()).isEqualTo(200);
            var answer = json.readTree(heard.body());
            assertThat(answer.path("text").asText()).isNotBlank();
            assertThat(answer.path("model").asText()).isEqualTo("vosk-model-tiny-en");
            assertThat(answer.path("language").asText()).isEqualTo("en");
            var words = answer.path("words");
            assertThat(words.size()).isGreaterThan(8);
            for (var i = 1; i < words.size(); i++) {
                assertThat(words.get(i).path("startMillis").asInt())
                        .isBetween(words.get(i - 1).path("startMillis").asInt(), 12_000);
                assertThat(words.get(i).path("confidence").asDouble()).isBetween(0.0, 1.0);
            }
            assertThat(site.api().segments()).isEmpty();

            refused(
                    site,
                    415,
                    "kind",
                    "Dear all, nothing to hear".getBytes(StandardCharsets.UTF_8));
            refused(site, 422, "cannot be read", Arrays.copyOf(Wav.meeting(1), 20));
            refused(site, 413, "larger than 2 MiB", new byte[3 << 20]);
            var tooLong = send(site, "/api/v1/transcribe/file", Wav.meeting(25), "audio/wav");
            assertThat(tooLong.statusCode()).isEqualTo(422);
            assertThat(
                            send(site, "/api/v1/transcribe/file", Wav.meeting(1), "text/plain")
                                    .statusCode())
                    .isEqualTo(415);
            assertThat(audioFiles()).isEmpty();
            assertThat(site.api().json("/api/v1/uploads").path("uploads").isEmpty()).isTrue();
        }
    }

    /// Where the segments begin.
    private static List<String> places(Site site) {
        return site.api().segments().stream().map(one -> one.path("startedAt").asText()).toList();
    }

    private static void noneOverlap(Site site) {
        var segments = site.api().segments();
        for (var i = 1; i < segments.size(); i++) {
            assertThat(Instant.parse(segments.get(i).path("startedAt").asText()))
                    .isAfterOrEqualTo(Instant.parse(segments.get(i - 1).path("endedAt").asText()));
        }
    }

    private void configure(Site site) {
        site.configureHub(
                """
                language.embedded = false
                language.find-ollama = false
                upload.size-max = 2MiB
                upload.short-length-max = 20s
                upload.speech-model = %s
                """
                        .formatted(ProjectFolder.resolve("device/models/vosk-model-tiny-en")));
    }

    /// A room is known once a box has told of it.
    private void makeRoom(Site site) throws IOException {
        var silence = folder.resolve("silence.wav");
        Files.write(silence, Wav.silence(1));
        site.configureDevice("file:" + silence, 10, "");
        var box = site.startDevice();
        Await.until(
                "the room",
                PATIENCE,
                () -> !site.api().json("/api/v1/rooms").path("rooms").isEmpty(),
                site::logs);
        box.kill();
    }

    private void refused(Site site, int status, String detail, byte[] body) throws Exception {
        var answer = upload(site, body, "application/octet-stream");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json.readTree(answer.body()).path("detail").asText()).contains(detail);
    }

    private HttpResponse<String> upload(Site site, byte[] body, String type) throws Exception {
        return send(
                site,
                "/api/v1/rooms/boardroom/uploads?name=meeting.wav&startedAt=" + START,
                body,
                type);
    }

    private HttpResponse<String> send(Site site, String path, byte[] body, String type)
            throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    request(site, path)
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static void delete(Site site, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            assertThat(
                            http.send(request(site, path).DELETE().build(), BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpRequest.Builder request(Site site, String path) {
        var login = ("admin:" + HubApi.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(site.api().address(path))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }

    private static void awaitState(Site site, String address, String state) {
        Await.until(
                state,
                PATIENCE,
                () -> site.api().json(address).path("state").asText().equals(state),
                () -> site.api().json(address) + site.logs());
    }

    private static void awaitFinalMinutes(Site site, String meeting) {
        Await.until(
                "final minutes",
                PATIENCE,
                () -> site.api().minutes(meeting).at("/latest/final").asBoolean(),
                () -> site.api().minutes(meeting) + site.logs());
    }

    /// What the hub has of uploaded sound.
    private List<Path> audioFiles() {
        return Stream.of("upload", "work/file")
                .flatMap(name -> files(folder.resolve("hub").resolve(name)).stream())
                .filter(file -> !file.endsWith("worker.log"))
                .toList();
    }

    private List<Path> holding(String text) {
        var wanted = text.getBytes(StandardCharsets.UTF_8);
        return files(folder.resolve("hub")).stream()
                .filter(file -> contains(file, wanted))
                .toList();
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // Gone meanwhile, or being written: looked at again.
            return false;
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.roomscribe.provisioning.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Asks the hub. A hub that does not answer, or answers with an error, gives an empty answer: in
/// the demo somebody may be killing and starting it.
///
/// Thread-safe.
public final class HubClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// A demo may be looked at as long as it is up.
    private static final int LINK_MINUTES = 24 * 60;

    private final URI base;
    private final String authorization;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final ObjectMapper json =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /// @param password of the hub's first admin
    public HubClient(URI base, String password) {
        this.base = base;
        this.authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        ("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    URI base() {
        return base;
    }

    public boolean isReady() {
        return send(request("/observe/health"), BodyHandlers.discarding())
                .filter(answer -> answer.statusCode() / 100 == 2)
                .isPresent();
    }

    /// The room's newest meeting.
    public Optional<HubAnswer.Meeting> newestMeeting(String room) {
        return get("/api/v1/meetings?limit=1&room=" + room, HubAnswer.Meetings.class)
                .flatMap(answer -> answer.meetings().stream().findFirst());
    }

    /// Segments with a number above `after`, and all gaps.
    Optional<HubAnswer.Transcript> transcript(String meeting, long after) {
        return get(
                "/api/v1/meetings/%s/transcript?after=%d".formatted(meeting, after),
                HubAnswer.Transcript.class);
    }

    Optional<HubAnswer.Revision> latestRevision(String meeting) {
        return get("/api/v1/meetings/" + meeting + "/minutes", HubAnswer.MeetingMinutes.class)
                .flatMap(HubAnswer.MeetingMinutes::latest);
    }

    Optional<HubAnswer.Device> device(String id) {
        return get("/api/v1/devices", HubAnswer.Devices.class)
                .map(HubAnswer.Devices::devices)
                .stream()
                .flatMap(List::stream)
                .filter(device -> device.id().equals(id))
                .findFirst();
    }

    /// Asks a box for something that has no fields, and waits a little for its answer.
    Optional<HubAnswer.Command> command(String device, String name, int waitSeconds) {
        var request =
                HttpRequest.newBuilder(
                                base.resolve(
                                        "/api/v1/devices/%s/commands?wait=%d"
                                                .formatted(device, waitSeconds)))
                        .timeout(TIMEOUT.plusSeconds(waitSeconds))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\": \"%s\"}".formatted(name)))
                        .build();
        return send(request, BodyHandlers.ofString())
                .filter(answer -> answer.statusCode() / 100 == 2)
                .flatMap(answer -> parse(answer.body(), HubAnswer.Command.class));
    }

    /// An address that signs a browser in once and shows the dashboard; the plain one when the hub
    /// does not answer.
    URI signInLink() {
        var request =
                HttpRequest.newBuilder(base.resolve("/api/v1/sign-in-links"))
                        .timeout(TIMEOUT)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"minutes\": %d}".formatted(LINK_MINUTES)))
                        .build();
        return send(request, BodyHandlers.ofString())
                .filter(answer -> answer.statusCode() == 200)
                .flatMap(answer -> parse(answer.body(), HubAnswer.SignInLink.class))
                .map(link -> base.resolve(link.path()))
                .orElse(base);
    }

    /// The stream of everything that happens; the caller closes it.
    Optional<InputStream> live() {
        var request =
                HttpRequest.newBuilder(base.resolve("/api/v1/live"))
                        .header("Authorization", authorization)
                        .header("Accept", "text/event-stream")
                        .build();
        return send(request, BodyHandlers.ofInputStream())
                .filter(answer -> answer.statusCode() == 200)
                .map(HttpResponse::body);
    }

    /// An event's data; empty when it is not what it should be.
    <T> Optional<T> parse(String data, Class<T> type) {
        try {
            return Optional.of(json.readValue(data, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// What an address of the API answers.
    public <T> Optional<T> get(String path, Class<T> type) {
        return send(request(path), BodyHandlers.ofString())
                .filter(answer -> answer.statusCode() == 200)
                .flatMap(answer -> parse(answer.body(), type));
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .build();
    }

    private <T> Optional<HttpResponse<T>> send(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return Optional.of(http.send(request, handler));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

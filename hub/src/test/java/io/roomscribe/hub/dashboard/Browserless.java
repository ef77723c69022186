package io.roomscribe.hub.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.hub.account.SignIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks a hub as a program does, or as a browser would; as an admin unless told otherwise.
final class Browserless {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final SampleHub hub;
    private final Optional<SignIn.Session> session;

    Browserless(SampleHub hub) {
        this(hub, Optional.of(hub.admin));
    }

    /// @param session empty: nobody
    Browserless(SampleHub hub, Optional<SignIn.Session> session) {
        this.hub = hub;
        this.session = session;
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofByteArray());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return get(path, "Accept", "text/html,*/*;q=0.8");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = request(path, headers).method(method, BodyPublishers.ofString(body)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    /// Sends JSON as a program does.
    HttpResponse<String> sendJson(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request =
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /// Sends a file as it is.
    HttpResponse<String> sendAudio(String path, byte[] body)
            throws IOException, InterruptedException {
        var request =
                request(path)
                        .header("Content-Type", "audio/wav")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /// The lines of a live connection, as they come. Close it to hang up.
    Stream<String> live(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofLines()).body();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(hub.url(path))).timeout(TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        session.ifPresent(one ->
                request.header("Cookie", "session-%d=%s".formatted(hub.server.port(), one.token()))
                        .header("X-CSRF-Token", one.formToken()));
        return request;
    }
}

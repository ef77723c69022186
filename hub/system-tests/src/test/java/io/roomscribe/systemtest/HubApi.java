package io.roomscribe.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// The hub's API as a client sees it that signs in as the first admin.
final class HubApi {
    /// Of the first admin of every hub that a test starts.
    static final String PASSWORD = "a password for tests only";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final int port;
    private final String authorization;
    private final ObjectMapper json = new ObjectMapper();

    HubApi(int port) {
        this(port, PASSWORD);
    }

    /// @param password the first admin's
    HubApi(int port, String password) {
        this.port = port;
        var login = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    boolean isUp() {
        try {
            return get("/observe/health").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    JsonNode json(String path) {
        var response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode());
        }
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(
                HttpRequest.newBuilder(address(path))
                        .timeout(TIMEOUT)
                        .header("Authorization", authorization)
                        .build());
    }

    /// A file.
    byte[] bytes(String path) {
        var request =
                HttpRequest.newBuilder(address(path))
                        .timeout(TIMEOUT)
                        .header("Authorization", authorization)
                        .build();
        var response = send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode());
        }
        return response.body();
    }

    /// Sends JSON and returns what was answered.
    JsonNode post(String path, String body) {
        var request =
                HttpRequest.newBuilder(address(path))
                        .timeout(TIMEOUT.multipliedBy(5))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return json.readTree(send(request).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> send(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking the hub", e);
        }
    }

    /// Ids of all meetings, oldest first.
    List<String> meetings() {
        var ids = new ArrayList<String>();
        json("/api/v1/meetings").path("meetings").forEach(one -> ids.add(one.path("id").asText()));
        return ids.reversed();
    }

    JsonNode meeting(String id) {
        return json("/api/v1/meetings/" + id);
    }

    /// Segments of all meetings in the order in which they were spoken.
    List<JsonNode> segments() {
        var all = new ArrayList<JsonNode>();
        for (var meeting : meetings()) {
            json("/api/v1/meetings/" + meeting + "/transcript").path("segments").forEach(all::add);
        }
        return all;
    }

    /// All that was said, as one text.
    String text() {
        return segments().stream()
                .map(segment -> segment.path("text").asText())
                .collect(Collectors.joining(" "));
    }

    JsonNode minutes(String meeting) {
        return json("/api/v1/meetings/" + meeting + "/minutes");
    }
}

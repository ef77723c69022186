package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// What a route sends: a status, a media type and the text.
///
/// Confined to the request's thread.
public record Answer(int status, String mediaType, String body) {
    public static final String HTML = "text/html; charset=utf-8";
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";
    public static final String MARKDOWN = "text/markdown; charset=utf-8";
    public static final String YAML = "application/yaml; charset=utf-8";

    public static Answer html(int status, String text) {
        return new Answer(status, HTML, text);
    }

    public static Answer text(String mediaType, String text) {
        return new Answer(200, mediaType, text);
    }

    public static Answer json(Object value) {
        return new Answer(200, JSON, Json.line(value));
    }

    /// Taken on, and not done yet.
    public static Answer accepted(Object value) {
        return new Answer(202, JSON, Json.line(value));
    }

    public void send(ServerResponse response) {
        response.status(Status.create(status));
        response.headers().set(HeaderNames.CONTENT_TYPE, mediaType);
        response.send(body.getBytes(StandardCharsets.UTF_8));
    }
}

package io.roomscribe.hub.dashboard;

import io.roomscribe.hub.dashboard.route.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The contract of the API: a file that a test compares with the routes both ways.
final class OpenApi {
    private static final String FILE = "/dashboard/openapi.yaml";

    private OpenApi() {}

    static Answer document() {
        try (var in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(FILE), FILE)) {
            return Answer.text(Answer.YAML, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API's description from the jar", e);
        }
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.dashboard.RandomRequests.Kind;
import io.roomscribe.hub.dashboard.RandomRequests.Made;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every operation of the OpenAPI document, asked for what it allows and for what it does not:
/// nothing fails inside, every error is a problem of RFC 9457 that the document announces, and what
/// is not described is refused. `-Dseed=N` asks other things.
final class RandomInputIT {
    private static final int TURNS = 2;

    /// What every address may answer, without its description saying so.
    private static final Set<Integer> EVERYWHERE = Set.of(400, 401, 403, 404, 413, 414, 431);

    /// Helidon's own, which take any query, and the one that waits for a box.
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "/observe/health",
                    "/observe/health/live",
                    "/observe/health/ready",
                    "/observe/health/started",
                    "/api/v1/meetings/{id}/segments/{number}/audio");

    @TempDir Path folder;
    private final List<String> findings = new ArrayList<>();

    @Test
    void nothingThatIsAskedFailsInsideAndWhatIsNotDescribedIsRefused() throws Exception {
        var seed = Long.getLong("seed", 1);
        try (var hub = new SampleHub(folder)) {
            var meeting = new SampleMeeting(hub);
            meeting.rooms();
            meeting.running(12);
            hub.minutes(SampleHub.MEETING, 1, "model", false, "tiny", meeting.first());
            var document = new YAMLMapper().readTree(new Browserless(hub).get("/openapi").body());
            var requests =
                    new RandomRequests(
                            document,
                            new Random(seed),
                            List.of(
                                    SampleHub.MEETING,
                                    "boardroom",
                                    "box-boardroom",
                                    "speaker-1",
                                    "1",
                                    "none"));
            var asked = 0;
            for (var path : document.get("paths").properties()) {
                for (var operation : path.getValue().properties()) {
                    if (!path.getKey().endsWith("/live") && !ELSEWHERE.contains(path.getKey())) {
                        asked +=
                                ask(
                                        hub,
                                        requests,
                                        path.getKey(),
                                        operation.getKey(),
                                        operation.getValue());
                    }
                }
            }

            assertThat(asked).as("requests").isGreaterThan(1000);
            assertThat(findings).as("seed %d", seed).isEmpty();
        }
    }

    private int ask(
            SampleHub hub, RandomRequests requests, String path, String word, JsonNode operation)
            throws IOException, InterruptedException {
        // A session of its own, because one of the operations ends it.
        var name = "person-" + Integer.toHexString((word + path).hashCode());
        var session = hub.signIn.open(hub.account(name, Role.ADMIN));
        var client = new Browserless(hub, Optional.of(session));
        var method = word.toUpperCase(Locale.ROOT);
        var asked = 0;
        for (var turn = 0; turn < TURNS; turn++) {
            for (var kind : Kind.values()) {
                var made = requests.make(kind, method, path, operation);
                try {
                    check(made, operation, send(hub, client, made));
                } catch (HttpTimeoutException e) {
                    findings.add("no answer: " + made);
                }
                asked++;
            }
        }
        return asked;
    }

    private static HttpResponse<String> send(SampleHub hub, Browserless client, Made made)
            throws IOException, InterruptedException {
        if (made.body().isEmpty()) {
            return client.send(made.method(), made.address(), "");
        }
        // Without an origin, a form may be another site's.
        return client.send(
                made.method(),
                made.address(),
                made.body().get(),
                "Content-Type",
                made.type(),
                "Origin",
                "http://127.0.0.1:" + hub.server.port());
    }

    private void check(Made made, JsonNode operation, HttpResponse<String> answer) {
        var status = answer.statusCode();
        var described = new TreeSet<Integer>(EVERYWHERE);
        operation
                .path("responses")
                .fieldNames()
                .forEachRemaining(one -> described.add(Integer.parseInt(one)));
        if (!described.contains(status)) {
            findings.add(status + " is not described: " + made);
        }
        if (status >= 400) {
            var type = answer.headers().firstValue("Content-Type").orElse("none");
            var isPage =
                    operation.path("tags").toString().contains("pages")
                            && type.startsWith("text/html");
            if (!isPage && !(type.equals("application/problem+json") && isProblem(answer))) {
                findings.add(status + " is no problem but " + type + ": " + made);
            }
        } else if (mustBeRefused(made)) {
            findings.add(status + " for what is not described: " + made);
        }
    }

    private static boolean mustBeRefused(Made made) {
        var isJson = made.body().isPresent() && !made.type().startsWith("application/x-www-form");
        return switch (made.kind()) {
            case UNKNOWN_QUERY -> true;
            case UNKNOWN_FIELD, NOT_JSON, WRONG_MEDIA_TYPE -> isJson;
            default -> false;
        };
    }

    private static boolean isProblem(HttpResponse<String> answer) {
        try {
            var problem = new ObjectMapper().readTree(answer.body());
            return problem.path("status").asInt() == answer.statusCode()
                    && !problem.path("title").asText().isBlank()
                    && !problem.path("detail").asText().isBlank();
        } catch (IOException e) {
            return false;
        }
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The OpenAPI document and the routes of a running server say the same, both ways.
final class RoutesIT {
    @TempDir Path folder;
    private SampleHub hub;
    private JsonNode document;

    @BeforeEach
    void open() throws Exception {
        hub = new SampleHub(folder);
        var served = new Browserless(hub).get("/openapi");
        assertThat(served.statusCode()).isEqualTo(200);
        document = new YAMLMapper().readTree(served.body());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void describesEveryRouteWithItsQueryParametersAndNoOther() {
        var routes = new TreeMap<String, Set<String>>();
        HubHealth.PATHS.forEach(path -> routes.put(path, Set.of()));
        hub.server.routes().forEach(route -> routes.put(route.path(), route.parameters()));

        assertThat(described()).isEqualTo(routes);
    }

    @Test
    void describesOnlyReading() {
        for (var path : document.get("paths").properties()) {
            assertThat(path.getValue().propertyStream().map(Map.Entry::getKey))
                    .as(path.getKey())
                    .containsExactly("get");
        }
    }

    @Test
    void declaresEveryPathParameterOfItsPaths() {
        for (var path : document.get("paths").properties()) {
            var declared = new TreeSet<String>();
            for (var parameter : path.getValue().get("get").path("parameters")) {
                var resolved = resolve(parameter);
                if (resolved.get("in").asText().equals("path")) {
                    declared.add("{" + resolved.get("name").asText() + "}");
                }
            }
            assertThat(declared).as(path.getKey()).allMatch(path.getKey()::contains);
            assertThat(path.getKey().chars().filter(letter -> letter == '{').count())
                    .as(path.getKey())
                    .isEqualTo(declared.size());
        }
    }

    @Test
    void refersOnlyToComponentsThatExist() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse());
    }

    @Test
    void answersOnEveryPathWithoutParameters() throws IOException, InterruptedException {
        var client = new Browserless(hub);
        for (var path : described().keySet()) {
            if (!path.contains("{") && !path.endsWith("/live")) {
                assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    /// Path to the names of its query parameters.
    private Map<String, Set<String>> described() {
        var described = new TreeMap<String, Set<String>>();
        for (var path : document.get("paths").properties()) {
            var names = new TreeSet<String>();
            for (var parameter : path.getValue().get("get").path("parameters")) {
                var resolved = resolve(parameter);
                if (resolved.get("in").asText().equals("query")) {
                    names.add(resolved.get("name").asText());
                }
            }
            described.put(path.getKey(), names);
        }
        return described;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
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
        HubHealth.PATHS.forEach(path -> routes.put("GET " + path, Set.of()));
        hub.server
                .routes()
                .forEach(route ->
                        routes.put(route.method().text() + " " + route.path(), route.parameters()));

        assertThat(described()).isEqualTo(routes);
    }

    @Test
    void saysWhatEveryChangeTakesAndThatOtherSitesMayNot() {
        operations()
                .forEach((name, operation) -> {
                    if (!name.startsWith("GET ")) {
                        assertThat(operation.get("responses").has("403")).as(name).isTrue();
                        assertThat(operation.has("requestBody"))
                                .as(name)
                                .isEqualTo(!name.startsWith("DELETE "));
                    }
                });
    }

    @Test
    void declaresEveryPathParameterOfItsPaths() {
        operations()
                .forEach((name, operation) -> {
                    var declared = names(operation, "path");

                    assertThat(declared).as(name).allMatch(one -> name.contains("{" + one + "}"));
                    assertThat(name.chars().filter(letter -> letter == '{').count())
                            .as(name)
                            .isEqualTo(declared.size());
                });
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
        for (var name : described().keySet()) {
            var path = name.substring(name.indexOf(' ') + 1);
            if (name.startsWith("GET ") && !path.contains("{") && !path.endsWith("/live")) {
                assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    /// Method and path to the names of its query parameters.
    private Map<String, Set<String>> described() {
        var described = new TreeMap<String, Set<String>>();
        operations().forEach((name, operation) -> described.put(name, names(operation, "query")));
        return described;
    }

    private Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue());
            }
        }
        return operations;
    }

    private Set<String> names(JsonNode operation, String in) {
        var names = new TreeSet<String>();
        for (var parameter : operation.path("parameters")) {
            var resolved = resolve(parameter);
            if (resolved.get("in").asText().equals(in)) {
                names.add(resolved.get("name").asText());
            }
        }
        return names;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}

package io.roomscribe.hub.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes requests out of an OpenAPI document: ones it allows, ones at its limits, and ones nobody
/// would send on purpose. The same seed makes the same requests.
final class RandomRequests {
    /// What a request tries.
    enum Kind {
        ALLOWED,
        UNKNOWN_QUERY,
        UNKNOWN_FIELD,
        FIELD_MISSING,
        WRONG_TYPES,
        NOT_JSON,
        WRONG_MEDIA_TYPE,
        ODD_PATH
    }

    /// @param body empty where the operation takes none
    /// @param query without its `?`
    record Made(
            Kind kind,
            String method,
            String path,
            String query,
            Optional<String> body,
            String type) {
        String address() {
            return query.isEmpty() ? path : path + "?" + query;
        }

        @Override
        public String toString() {
            var text = body.map(all -> " " + all.substring(0, Math.min(200, all.length())));
            return kind + " " + method + " " + address() + text.orElse("");
        }
    }

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> ODD_TEXTS =
            List.of(
                    "",
                    " ",
                    "\u0000",
                    "%",
                    "%_%",
                    "'; drop table segment; --",
                    "<script>alert(1)</script>",
                    "\u202e\u05d0\u05d1",
                    "\ud83d\ude00".repeat(40),
                    "a".repeat(5000),
                    "../../etc/passwd",
                    "-1",
                    "9223372036854775808",
                    "NaN",
                    "null",
                    "2026-13-45",
                    "+ AND (\"OR* ~ NOT:[");
    private static final List<String> ODD_PARTS =
            List.of("%00", "%FF", "..%2F..", "%25", "a%20b", "-", "x".repeat(3000), "%F0%9F%98%80");

    private final JsonNode document;
    private final RandomGenerator random;
    private final List<String> known;

    /// @param known ids that exist
    RandomRequests(JsonNode document, RandomGenerator random, List<String> known) {
        this.document = document;
        this.random = random;
        this.known = known;
    }

    Made make(Kind kind, String method, String path, JsonNode operation) {
        var query = new ArrayList<String>();
        var address = path;
        for (var parameter : operation.path("parameters")) {
            var one = resolve(parameter);
            var name = one.get("name").asText();
            var schema = resolve(one.path("schema"));
            switch (one.get("in").asText()) {
                case "path" -> address = address.replace("{" + name + "}", part(kind));
                case "query" -> {
                    var value = value(kind, schema).asText();
                    // Who waits as long as may be is answered when the test is over.
                    var isLongest =
                            name.equals("wait") && value.equals(schema.path("maximum").asText());
                    var isWanted = one.path("required").asBoolean() || random.nextBoolean();
                    if (isWanted && !isLongest) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {}
            }
        }
        if (kind == Kind.UNKNOWN_QUERY) {
            query.add("unheard-of=1");
        }
        return body(kind, method, address, String.join("&", query), operation);
    }

    private Made body(Kind kind, String method, String address, String query, JsonNode operation) {
        var content = operation.path("requestBody").path("content");
        if (content.isMissingNode()) {
            return new Made(kind, method, address, query, Optional.empty(), "");
        }
        var type = content.fieldNames().next();
        var schema = resolve(content.get(type).path("schema"));
        if (type.equals(FORM)) {
            return new Made(kind, method, address, query, Optional.of(form(kind, schema)), FORM);
        }
        var text =
                kind == Kind.NOT_JSON
                        ? pick(List.of("", "{", "[]", "null", "\"x\"", "{}{}", "[".repeat(3000)))
                        : value(kind, schema).toString();
        var sent = kind == Kind.WRONG_MEDIA_TYPE ? pick(List.of("text/plain", "a/b", FORM)) : type;
        return new Made(kind, method, address, query, Optional.of(text), sent);
    }

    private String form(Kind kind, JsonNode schema) {
        if (kind == Kind.NOT_JSON) {
            return pick(List.of("%", "a=%zz", "&&&===", "=".repeat(500)));
        }
        var fields = new ArrayList<String>();
        for (var property : schema.path("properties").properties()) {
            if (kind != Kind.FIELD_MISSING || random.nextBoolean()) {
                var text = value(kind, resolve(property.getValue())).asText();
                fields.add(encoded(property.getKey()) + "=" + encoded(text));
            }
        }
        return String.join("&", fields);
    }

    private String part(Kind kind) {
        return kind == Kind.ODD_PATH ? pick(ODD_PARTS) : pick(known);
    }

    private JsonNode value(Kind kind, JsonNode schema) {
        var nodes = JsonNodeFactory.instance;
        if (schema.has("enum") && kind != Kind.WRONG_TYPES) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.has("oneOf")) {
            return value(kind, resolve(pick(list(schema.get("oneOf")))));
        }
        return switch (schema.path("type").asText("string")) {
            case "object" -> object(kind, schema);
            case "array" -> array(kind, schema);
            case "integer", "number" ->
                    kind == Kind.WRONG_TYPES ? nodes.textNode("seven") : number(schema);
            case "boolean" ->
                    kind == Kind.WRONG_TYPES
                            ? nodes.textNode("perhaps")
                            : nodes.booleanNode(random.nextBoolean());
            default ->
                    kind == Kind.WRONG_TYPES
                            ? pick(List.of(nodes.arrayNode(), nodes.objectNode(), nodes.nullNode()))
                            : nodes.textNode(text(schema));
        };
    }

    private JsonNode number(JsonNode schema) {
        var min = schema.path("minimum").asLong(0);
        var max = schema.path("maximum").asLong(Long.MAX_VALUE);
        return JsonNodeFactory.instance.numberNode(
                pick(List.of(min, max, Math.min(max, min + 1), min - 1, Long.MIN_VALUE)));
    }

    private String text(JsonNode schema) {
        if (schema.path("format").asText().startsWith("date")) {
            return pick(List.of("2026-03-04T10:00:00Z", "0001-01-01T00:00:00Z", "2026-03-04"));
        }
        return random.nextInt(3) == 0 ? pick(known) : pick(ODD_TEXTS);
    }

    private ArrayNode array(Kind kind, JsonNode schema) {
        var array = MAPPER.createArrayNode();
        var size = pick(List.of(0, 1, 2, 300));
        for (var i = 0; i < size; i++) {
            array.add(value(kind, resolve(schema.path("items"))));
        }
        return array;
    }

    private ObjectNode object(Kind kind, JsonNode schema) {
        var object = MAPPER.createObjectNode();
        for (var property : schema.path("properties").properties()) {
            if (kind != Kind.FIELD_MISSING) {
                object.set(property.getKey(), value(kind, resolve(property.getValue())));
            }
        }
        if (kind == Kind.UNKNOWN_FIELD) {
            object.put("unheardOf", 1);
        }
        return object;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static List<JsonNode> list(JsonNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

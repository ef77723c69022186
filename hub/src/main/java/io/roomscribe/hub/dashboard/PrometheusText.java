package io.roomscribe.hub.dashboard;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes metrics in Prometheus' text format, one family after the other.
///
/// Confined to one thread.
final class PrometheusText {
    private final StringBuilder out = new StringBuilder();
    private String family = "";

    /// Begins a family; its values follow.
    void type(String name, String type, String help) {
        family = name;
        out.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
    }

    void value(Number value) {
        value(value, Map.of());
    }

    void value(Number value, Map<String, String> labels) {
        out.append(family).append(labels(labels)).append(' ').append(value).append('\n');
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String labels(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

package io.roomscribe.protocol.configuration;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads `key = value` lines (`#` begins a comment line) into records. Keys are
/// `section.component-name`. Take every section, then call [#finish()], which throws one exception
/// with every problem; until then a bad value reads as its default.
///
/// Confined to the thread that starts the process.
public final class ConfigurationReader {
    private record Line(int number, String value) {}

    private final String file;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final TreeSet<String> knownKeys = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigurationReader(String file) {
        this.file = file;
    }

    /// Reads the file; one that cannot be read is a problem reported by [#finish()].
    public static ConfigurationReader of(Path path) {
        var reader = new ConfigurationReader(path.toString());
        try {
            reader.take(Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            reader.problems.add("there is no such file");
        } catch (IOException e) {
            reader.problems.add("the file cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return reader;
    }

    /// Reads a text instead of a file.
    public static ConfigurationReader ofText(String name, String text) {
        var reader = new ConfigurationReader(name);
        reader.take(text);
        return reader;
    }

    /// Puts these keys on top of what was read, in the place of the file's own or beside them.
    /// Their line number in a problem is 0.
    public ConfigurationReader with(Map<String, String> settings) {
        settings.forEach((key, value) -> lines.put(key, new Line(0, value)));
        return this;
    }

    private void take(String text) {
        var number = 0;
        for (var raw : text.lines().toList()) {
            number++;
            var line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var equals = line.indexOf('=');
            if (equals < 1) {
                problems.add("line %d is not 'key = value'".formatted(number));
                continue;
            }
            var key = line.substring(0, equals).strip();
            var value = new Line(number, line.substring(equals + 1).strip());
            var earlier = lines.putIfAbsent(key, value);
            if (earlier != null) {
                problems.add(
                        "line %d: '%s' stands in line %d already"
                                .formatted(number, key, earlier.number()));
            }
        }
    }

    /// The section's record, its components taken from the file where they are named, else from
    /// `defaults`.
    public <R extends Record> R section(String section, Class<R> type, R defaults) {
        var components = type.getRecordComponents();
        var values = new @Nullable Object[components.length];
        for (var i = 0; i < components.length; i++) {
            values[i] = value(section, components[i], defaults);
        }
        return build(section, type, defaults, components, values);
    }

    /// Counts it as a problem when the file does not name `key`, which has no sensible default.
    public void require(String key) {
        if (!lines.containsKey(key)) {
            problems.add("'%s' is missing".formatted(key));
        }
    }

    private Object value(String section, RecordComponent component, Record defaults) {
        var key = section + "." + kebab(component.getName());
        knownKeys.add(key);
        var line = lines.get(key);
        if (line != null) {
            try {
                return SettingParser.parse(component.getGenericType(), line.value());
            } catch (IllegalArgumentException e) {
                problems.add(
                        "line %d: '%s = %s' is not valid, %s"
                                .formatted(
                                        line.number(),
                                        key,
                                        shown(key, line.value()),
                                        reason(e, component)));
            }
        }
        return defaultOf(component, defaults);
    }

    private static String reason(IllegalArgumentException e, RecordComponent component) {
        return e instanceof NumberFormatException || e.getMessage() == null
                ? "expected " + SettingParser.describe(component.getGenericType())
                : e.getMessage();
    }

    /// Secrets never stand in a message.
    static String shown(String key, String value) {
        return key.endsWith("password") || key.endsWith("key") || key.endsWith("token")
                ? "***"
                : value;
    }

    static Object defaultOf(RecordComponent component, Record defaults) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read the default of " + component, e);
        }
    }

    private <R extends Record> R build(
            String section,
            Class<R> type,
            R defaults,
            RecordComponent[] components,
            @Nullable Object[] values) {
        try {
            var constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // The compact constructor's own check, such as a range.
            problems.add(
                    "section '%s': %s".formatted(section, e.getTargetException().getMessage()));
            return defaults;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + type, e);
        }
    }

    /// @throws ConfigurationException when anything was wrong, with all of it
    public void finish() {
        for (var entry : lines.entrySet()) {
            if (!knownKeys.contains(entry.getKey())) {
                problems.add(
                        "line %d: '%s' is not a key%s"
                                .formatted(
                                        entry.getValue().number(),
                                        entry.getKey(),
                                        nearest(entry.getKey())
                                                .map(near -> ", did you mean '" + near + "'?")
                                                .orElse("")));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(file, problems);
        }
    }

    private Optional<String> nearest(String key) {
        return knownKeys.stream()
                .min(java.util.Comparator.comparingInt(known -> distance(key, known)))
                .filter(known -> distance(key, known) <= Math.max(2, key.length() / 3));
    }

    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}

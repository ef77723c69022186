package io.roomscribe.protocol.configuration;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The forms that values are written in, both ways.
final class SettingParser {
    private static final Map<Type, Function<String, Object>> SCALARS =
            Map.ofEntries(
                    Map.entry(String.class, text -> text),
                    Map.entry(int.class, Integer::valueOf),
                    Map.entry(long.class, Long::valueOf),
                    Map.entry(double.class, Double::valueOf),
                    Map.entry(boolean.class, SettingParser::bool),
                    Map.entry(Duration.class, DurationForm::parse),
                    Map.entry(DataSize.class, DataSize::parse),
                    Map.entry(Path.class, Path::of),
                    Map.entry(URI.class, URI::create),
                    Map.entry(DeviceId.class, DeviceId::new),
                    Map.entry(RoomId.class, RoomId::new));

    private SettingParser() {}

    /// @throws IllegalArgumentException saying what was expected
    static Object parse(Type type, String text) {
        var scalar = SCALARS.get(type);
        if (scalar != null) {
            return scalar.apply(text);
        }
        if (type instanceof Class<?> c && c.isEnum()) {
            return parseEnum(c, text);
        }
        if (type instanceof Class<?> c && c.isAnnotationPresent(SettingForm.class)) {
            return parseOwn(c, text);
        }
        if (type instanceof ParameterizedType p && p.getRawType() == Optional.class) {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(parse(p.getActualTypeArguments()[0], text));
        }
        if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
            var element = p.getActualTypeArguments()[0];
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(part -> parse(element, part))
                    .toList();
        }
        throw new IllegalStateException("no form for settings of type " + type);
    }

    static String describe(Type type) {
        if (type instanceof Class<?> c && c.isEnum()) {
            return words(c);
        }
        if (type instanceof Class<?> c && c.isAnnotationPresent(SettingForm.class)) {
            return c.getAnnotation(SettingForm.class).value();
        }
        if (type instanceof ParameterizedType p) {
            var inner = describe(p.getActualTypeArguments()[0]);
            return p.getRawType() == List.class
                    ? "list of " + inner + ", separated by commas"
                    : inner + " (may be empty)";
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> "text";
            case "int", "long" -> "whole number";
            case "double" -> "number";
            case "boolean" -> "true or false";
            case "Duration" -> "duration: 500ms, 10s, 5m, 2h, 7d";
            case "DataSize" -> "size: 64KiB, 512MiB, 2GiB";
            case "Path" -> "path";
            case "URI" -> "address";
            default -> "name: lower-case letters, digits, '-'";
        };
    }

    /// How a value is written in the file; the reverse of [#parse].
    static String format(Object value) {
        return switch (value) {
            case Duration duration -> DurationForm.format(duration);
            case Optional<?> optional -> optional.map(SettingParser::format).orElse("");
            case List<?> list ->
                    list.stream().map(SettingParser::format).collect(Collectors.joining(", "));
            case Enum<?> constant -> word(constant);
            default -> value.toString();
        };
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Object parseOwn(Class<?> type, String text) {
        try {
            return Objects.requireNonNull(type.getMethod("parse", String.class).invoke(null, text));
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof IllegalArgumentException expected) {
                throw expected;
            }
            throw new IllegalStateException("cannot parse a " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no public parse(String) in " + type, e);
        }
    }

    private static Object parseEnum(Class<?> type, String text) {
        for (var constant : type.getEnumConstants()) {
            if (word((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("expected " + words(type));
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> word((Enum<?>) constant))
                .collect(Collectors.joining(" | "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

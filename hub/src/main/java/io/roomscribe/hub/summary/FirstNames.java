package io.roomscribe.hub.summary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// First names that are nothing else. The recogniser writes names in lower case, so a list has to
/// tell who "ben" is; names that are also words ("will", "mark", "may") are left out, for a wrong
/// owner is worse than none.
public final class FirstNames {
    private static final Set<String> NAMES = read();

    private FirstNames() {}

    public static boolean isName(String word) {
        var plain = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        return NAMES.contains(plain.toLowerCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (var in = FirstNames.class.getResourceAsStream("first-names.txt")) {
            if (in == null) {
                throw new IllegalStateException("first-names.txt is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Words.split(line).stream())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read first-names.txt", e);
        }
    }
}

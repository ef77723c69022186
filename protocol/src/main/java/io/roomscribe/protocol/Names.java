package io.roomscribe.protocol;

import java.util.regex.Pattern;

/// The one rule for names that stand in topics, file names and addresses.
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private Names() {}

    static void check(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a %s: '%s'; use 1 to 64 lower-case letters, digits or '-', starting with a letter or digit"
                            .formatted(what, value));
        }
    }
}

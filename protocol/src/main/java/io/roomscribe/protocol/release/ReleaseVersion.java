package io.roomscribe.protocol.release;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A release's version: up to four numbers, and a word for what comes before the finished one, as
/// in `1.4.0` and `1.5.0-rc2`.
///
/// Immutable.
public record ReleaseVersion(@JsonValue String value) implements Comparable<ReleaseVersion> {
    private static final Pattern FORM =
            Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,3}(-[A-Za-z0-9]{1,20})?");
    private static final int NUMBERS = 4;

    @JsonCreator
    public ReleaseVersion {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a version is up to four numbers and a word, such as 1.4.0 or 1.5.0-rc2");
        }
    }

    /// Whether this came before the other, or is it.
    public boolean isAtMost(ReleaseVersion other) {
        return compareTo(other) <= 0;
    }

    /// `1.4` and `1.4.0` are the same place in the order.
    @Override
    public int compareTo(ReleaseVersion other) {
        var byNumbers = Arrays.compare(numbers(), other.numbers());
        if (byNumbers != 0) {
            return byNumbers;
        }
        // The finished one comes last.
        if (word().isEmpty() || other.word().isEmpty()) {
            return Boolean.compare(word().isEmpty(), other.word().isEmpty());
        }
        return word().compareTo(other.word());
    }

    private int[] numbers() {
        var parts = value.split("-", 2)[0].split("\\.", -1);
        var numbers = new int[NUMBERS];
        for (var i = 0; i < parts.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }

    private String word() {
        var dash = value.indexOf('-');
        return dash < 0 ? "" : value.substring(dash + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}

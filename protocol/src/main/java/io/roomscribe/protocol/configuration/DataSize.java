package io.roomscribe.protocol.configuration;

import java.util.Locale;
import java.util.regex.Pattern;

/// A number of bytes, written `512MiB`, `64KiB`, `2GiB` or `100B`.
///
/// Immutable.
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB|TiB)");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    public static DataSize parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 512MiB");
        }
        var unit = 0;
        while (!UNITS[unit].equals(matcher.group(2))) {
            unit++;
        }
        return new DataSize(
                Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * unit)));
    }

    public static DataSize ofMebibytes(long mebibytes) {
        return new DataSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /// With the largest unit that needs no fraction.
    @Override
    public String toString() {
        var unit = 0;
        var rest = bytes;
        while (unit < UNITS.length - 1 && rest != 0 && rest % 1024 == 0) {
            rest /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%d%s", rest, UNITS[unit]);
    }
}

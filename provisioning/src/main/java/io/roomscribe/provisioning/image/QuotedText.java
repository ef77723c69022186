package io.roomscribe.provisioning.image;

/// Text in quotes, in the forms of the languages that boot files are written in.
final class QuotedText {
    private QuotedText() {}

    /// For YAML and TOML alike: in double quotes, everything but plain ASCII as `\\uXXXX` or
    /// `\\UXXXXXXXX`, which both read the same way.
    static String ofYamlOrToml(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(one -> {
                    if (one == '"' || one == '\\') {
                        quoted.append('\\').append((char) one);
                    } else if (one >= 0x20 && one <= 0x7e) {
                        quoted.append((char) one);
                    } else if (one <= 0xffff) {
                        quoted.append("\\u%04X".formatted(one));
                    } else {
                        quoted.append("\\U%08X".formatted(one));
                    }
                });
        return quoted.append('"').toString();
    }

    /// For a shell: in single quotes nothing means anything but their end.
    static String ofShell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

package io.roomscribe.provisioning.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Where this machine gets its Debian packages, so that an image is made from the same place: no
/// mirror is named here.
final class AptSources {
    private static final String SIGNED_BY = "signed-by";

    private AptSources() {}

    /// This machine's sources for a release of Debian, as lines of a `sources.list`.
    ///
    /// @param folder `/etc/apt`
    static List<String> of(Path folder, String suite) throws IOException {
        var lines = new ArrayList<String>();
        var single = folder.resolve("sources.list");
        if (Files.isReadable(single)) {
            lines.addAll(ofList(Files.readString(single), suite));
        }
        var more = folder.resolve("sources.list.d");
        if (Files.isDirectory(more)) {
            try (var files = Files.list(more)) {
                for (var file : files.sorted().toList()) {
                    if (file.toString().endsWith(".list")) {
                        lines.addAll(ofList(Files.readString(file), suite));
                    } else if (file.toString().endsWith(".sources")) {
                        lines.addAll(ofStanzas(Files.readString(file), suite));
                    }
                }
            }
        }
        return lines.stream().distinct().toList();
    }

    /// The old form, a line a source.
    static List<String> ofList(String text, String suite) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("deb "))
                .filter(line -> {
                    var words =
                            List.of(line.replaceFirst("^deb +(\\[[^]]*] *)?", "").split("\\s+"));
                    return words.size() > 2
                            && isOf(words.get(1), suite)
                            && words.subList(2, words.size()).contains("main");
                })
                .map(line -> line.replaceAll("arch=[^] ]*", "").replaceAll("\\[ *] *", ""))
                .toList();
    }

    /// The new form, a stanza a source.
    static List<String> ofStanzas(String text, String suite) {
        return Stream.of(text.split("\n[ \t]*\n")).flatMap(one -> ofStanza(one, suite)).toList();
    }

    private static Stream<String> ofStanza(String stanza, String suite) {
        var fields = fields(stanza);
        var components = words(fields, "components");
        if (!words(fields, "types").contains("deb")
                || !components.contains("main")
                || fields.getOrDefault("enabled", "yes").equals("no")) {
            return Stream.empty();
        }
        // A key that stands in the file itself cannot be passed on in a line.
        var key = fields.getOrDefault(SIGNED_BY, "");
        var signed = key.startsWith("/") ? "[" + SIGNED_BY + "=" + key + "] " : "";
        return words(fields, "uris").stream()
                .flatMap(uri ->
                        words(fields, "suites").stream()
                                .filter(one -> isOf(one, suite))
                                .map(one ->
                                        "deb %s%s %s %s"
                                                .formatted(
                                                        signed,
                                                        uri,
                                                        one,
                                                        String.join(" ", components))));
    }

    private static Map<String, String> fields(String stanza) {
        var fields = new HashMap<String, String>();
        stanza.lines()
                .filter(line -> !line.startsWith("#") && line.matches("[A-Za-z-]+:.*"))
                .forEach(line -> {
                    var colon = line.indexOf(':');
                    fields.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                });
        return fields;
    }

    private static List<String> words(Map<String, String> fields, String name) {
        return List.of(fields.getOrDefault(name, "").strip().split("\\s+"));
    }

    private static boolean isOf(String one, String suite) {
        return one.equals(suite) || one.startsWith(suite + "-");
    }
}

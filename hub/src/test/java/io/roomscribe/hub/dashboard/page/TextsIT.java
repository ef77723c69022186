package io.roomscribe.hub.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.fleet.RoomState;
import io.roomscribe.hub.identity.IdentityEvent;
import io.roomscribe.hub.language.LanguageConfig.Redaction;
import io.roomscribe.hub.release.RolloutState;
import io.roomscribe.hub.support.BundleStage;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.protocol.message.CommandOutcome;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.protocol.message.UpdateStep;
import io.roomscribe.protocol.microphone.MicVerdict;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The catalogue of texts, and what is in no catalogue.
final class TextsIT {
    private static final Path SOURCES = ProjectFolder.resolve("hub/src/main");
    private static final Pattern KEY = Pattern.compile("\"([a-z-]+\\.[a-z0-9-]+)\"");
    private static final Pattern SAID =
            Pattern.compile("say\\((?:[^()]*\\? )?'([a-z-]+)'(?: : '([a-z-]+)')?");
    private static final Pattern CONDITION = Pattern.compile("(?m)^    ([A-Z_]+)\\($");
    private static final Pattern FINDING =
            Pattern.compile("(?m)^\\| .* \\| `([a-z-]+)` \\| (?:error|warning|info) \\| (.*) \\|$");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    /// Texts that people read in an attribute.
    private static final Pattern ATTRIBUTE =
            Pattern.compile(
                    "\\s(?:aria-label|title|placeholder|hx-confirm|alt|data-of)=\"([^\"]*)\"");

    /// An expression that begins an attribute which no person reads.
    private static final Pattern MACHINES =
            Pattern.compile(
                    "\\s(?!(?:aria-label|title|placeholder|hx-confirm|alt|data-of)=)[a-z:-]+=\"$");

    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\\p{L}[^\"]*\"");

    @Test
    void everyTextIsThereInBothLanguagesWithTheSameValues() throws IOException {
        var english = catalogue("en");
        var german = catalogue("de");

        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(german.getProperty(key)).as(key).isNotBlank();
            assertThat(places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(english.getProperty(key)));
        }
    }

    @Test
    void everyKeyThatIsAskedForIsThere() throws IOException {
        var known = catalogue("en").stringPropertyNames();
        var groups = known.stream().map(key -> group(key)).toList();
        for (var file : files("jte", "java/io/roomscribe/hub/dashboard/page")) {
            var keys = KEY.matcher(Files.readString(file));
            while (keys.find()) {
                if (!keys.group(1).matches(".*\\.(jte|js|css|svg)")
                        && groups.contains(group(keys.group(1)))) {
                    assertThat(known).as(file.toString()).containsAll(forms(known, keys.group(1)));
                }
            }
        }
        for (var file : files("resources/dashboard")) {
            var keys = SAID.matcher(Files.readString(file));
            while (keys.find()) {
                assertThat(known).as(file.toString()).contains("js." + keys.group(1));
            }
        }
    }

    @Test
    void noTemplateSaysAnythingByItself() throws IOException {
        var said = new ArrayList<String>();
        for (var file : files("jte")) {
            var name = String.valueOf(file.getFileName());
            texts(Files.readString(file)).forEach(text -> said.add(name + ": " + text));
        }

        assertThat(said).isEmpty();
    }

    @Test
    void findsASentenceInMarkupInAnAttributeAndInAnExpression() {
        assertThat(texts("<p class=\"hint\">Nothing to do</p>\n")).containsExactly("Nothing to do");
        assertThat(texts("<td data-of=\"Last seen\">${box.seen()}</td>\n"))
                .containsExactly("Last seen");
        assertThat(texts("<dd>${box.online() ? \"online\" : \"offline\"}</dd>\n"))
                .containsExactly("\"online\"", "\"offline\"");
        assertThat(texts("<p title=\"${box.online() ? \"online\" : \"\"}\"></p>\n"))
                .containsExactly("\"online\"");

        assertThat(
                        texts(
                                """
                                <p class="${box.isGood() ? "good" : "bad"}">
                                  <code>link.broker</code> ${Texts.of(box.online() ? "a.b" : "a.c")}
                                </p>
                                """))
                .isEmpty();
    }

    @Test
    void everyStateAndEveryConditionHasItsName() throws IOException {
        var wanted = new TreeSet<String>(List.of("command.waiting", "severity.over"));
        wanted.addAll(List.of("update.waiting", "update.asked"));
        add(wanted, "command", CommandOutcome.values(), CommandOutcome::word);
        wanted.addAll(
                Stream.of(BundleStage.values())
                        .filter(stage -> stage != BundleStage.NONE)
                        .map(stage -> "bundle." + stage.word())
                        .toList());
        add(wanted, "update", UpdateStep.values(), UpdateStep::word);
        add(wanted, "rollout", RolloutState.values(), RolloutState::word);
        add(wanted, "severity", Severity.values(), Severity::word);
        add(wanted, "state", RoomState.values(), RoomState::word);
        add(wanted, "verdict", MicVerdict.values(), MicVerdict::word);
        add(wanted, "refusal", RefusalReason.values(), RefusalReason::word);
        add(wanted, "identity-event", IdentityEvent.Kind.values(), IdentityEvent.Kind::word);
        add(wanted, "settings", Redaction.values(), one -> "redaction-" + one.word());
        add(wanted, "condition", conditionsOfABox().toArray(String[]::new), code -> code);

        assertThat(catalogue("en").stringPropertyNames()).containsAll(wanted);
    }

    /// The document's table is made from the box's own doctor.
    @Test
    void everyFindingOfTheDoctorSaysInBothLanguagesWhatToDo() throws IOException {
        var rows =
                FINDING.matcher(Files.readString(ProjectFolder.resolve("docs/operations.md")))
                        .results()
                        .toList();

        assertThat(rows).hasSizeGreaterThan(60);
        for (var row : rows) {
            assertThat(catalogue("en").getProperty("mend." + row.group(1)))
                    .as(row.group(1))
                    .isEqualTo(row.group(2));
        }
    }

    @Test
    void sentencesOfABoxAreReadInGermanWithTheirValuesAndAsTheyCameWhereTheyAreUnknown() {
        var english = Texts.told("found", "space-low", "100 MiB free");
        assertThat(english).isEqualTo(new Told("100 MiB free", "en"));

        Texts.in(
                Texts.Language.GERMAN,
                () -> {
                    assertThat(Texts.told("found", "space-low", "100 MiB free"))
                            .isEqualTo(new Told("100 MiB frei", "de"));
                    assertThat(Texts.told("mend", "writes-slow", "replace the memory card soon"))
                            .isEqualTo(new Told("die Speicherkarte bald ersetzen", "de"));
                    assertThat(Texts.told("mend", "writes-slow", "buy another card"))
                            .isEqualTo(new Told("buy another card", "en"));
                    assertThat(Texts.told("found", "of-another-release", "something (new)"))
                            .isEqualTo(new Told("something (new)", "en"));
                    assertThat(
                                    Texts.reason(
                                            "cannot write support bundle b-1.zip (IOException);"
                                                    + " free space in the data folder and ask again"))
                            .isEqualTo(
                                    new Told(
                                            "das Support-Paket b-1.zip lässt sich nicht schreiben"
                                                    + " (IOException); im Datenordner Platz schaffen"
                                                    + " und noch einmal anfordern",
                                            "de"));
                    assertThat(Texts.reason("")).isEqualTo(new Told("", "en"));
                    return true;
                });
    }

    /// The hub must not depend on the device, so its list is read.
    private static List<String> conditionsOfABox() throws IOException {
        var source =
                ProjectFolder.resolve(
                        "device/src/main/java/io/roomscribe/device/health/DeviceCondition.java");
        var codes =
                CONDITION
                        .matcher(Files.readString(source))
                        .results()
                        .map(one -> one.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
        assertThat(codes).contains("storage-slow").hasSizeGreaterThan(30);
        return codes;
    }

    private static <T> void add(
            Set<String> wanted, String group, T[] values, Function<T, String> word) {
        for (var value : values) {
            wanted.add(group + "." + word.apply(value));
        }
    }

    /// What of a template is neither markup nor made by an expression.
    private static List<String> texts(String template) {
        var plain =
                template.lines()
                        .filter(line -> !line.startsWith("@import") && !line.startsWith("@param"))
                        .reduce("", (all, line) -> all + line + "\n")
                        .replaceAll("!\\{[^\\n]*}\\n", "")
                        .replaceAll(
                                "<pre>.*?</pre>|<code>[^<]*</code>|<svg hidden(?s:.*?)\\n</svg>|<kbd[^>]*>.</kbd>",
                                "");
        var found = literals(plain);
        var without = withoutExpressions(plain);
        var attributes = ATTRIBUTE.matcher(without);
        while (attributes.find()) {
            found.add(attributes.group(1));
        }
        found.addAll(without.replaceAll("<[^>]*>", "\n").lines().toList());
        return found.stream()
                .map(text -> text.replaceAll("&[a-z]+;|Roomscribe", "").strip())
                .filter(text -> text.codePoints().anyMatch(Character::isLetter))
                .toList();
    }

    /// What an expression that people read the value of says itself, other than a catalogue's key.
    private static List<String> literals(String template) {
        var found = new ArrayList<String>();
        for (var i = template.indexOf("${"); i >= 0; i = template.indexOf("${", i + 1)) {
            if (!MACHINES.matcher(template.substring(0, i)).find()) {
                var expression = template.substring(i, end(template, i + 1, '{', '}'));
                LITERAL.matcher(withoutCalls(expression))
                        .results()
                        .forEach(one -> found.add(one.group()));
            }
        }
        return found;
    }

    private static String withoutCalls(String expression) {
        var out = new StringBuilder();
        for (var i = 0; i < expression.length(); i++) {
            if (expression.charAt(i) == '(') {
                i = end(expression, i, '(', ')') - 1;
            } else {
                out.append(expression.charAt(i));
            }
        }
        return out.toString();
    }

    /// Leaves out `${...}`, and `@for(...)` and its like.
    private static String withoutExpressions(String template) {
        var out = new StringBuilder();
        for (var i = 0; i < template.length(); ) {
            if (template.startsWith("${", i)) {
                i = end(template, i + 1, '{', '}');
            } else if (template.charAt(i) == '@') {
                var word = i + 1;
                while (word < template.length()
                        && (Character.isLetter(template.charAt(word))
                                || ".-".indexOf(template.charAt(word)) >= 0)) {
                    word++;
                }
                i =
                        word < template.length() && template.charAt(word) == '('
                                ? end(template, word, '(', ')')
                                : word;
            } else {
                out.append(template.charAt(i++));
            }
        }
        return out.toString().replace("`)", "");
    }

    /// A content block stays: its text is the page's.
    private static int end(String template, int open, char opening, char closing) {
        var depth = 0;
        for (var i = open; i < template.length(); i++) {
            if (template.startsWith("@`", i)) {
                return i + 2;
            }
            depth += template.charAt(i) == opening ? 1 : template.charAt(i) == closing ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new AssertionError("nothing closes what opens at " + open);
    }

    /// One key, or what is counted in words: one and many.
    private static List<String> forms(Set<String> known, String key) {
        return known.contains(key + "-many") ? List.of(key + "-one", key + "-many") : List.of(key);
    }

    private static String group(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private static Set<String> places(String text) {
        var places = new TreeSet<String>();
        var found = PLACE.matcher(text);
        while (found.find()) {
            places.add(found.group());
        }
        return places;
    }

    private static Properties catalogue(String language) throws IOException {
        var texts = new Properties();
        try (var in =
                Files.newBufferedReader(
                        SOURCES.resolve(
                                "resources/io/roomscribe/hub/dashboard/page/texts_%s.properties"
                                        .formatted(language)),
                        StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    private static List<Path> files(String... folders) throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
                files.filter(Files::isRegularFile).sorted().forEach(found::add);
            }
        }
        return found;
    }
}

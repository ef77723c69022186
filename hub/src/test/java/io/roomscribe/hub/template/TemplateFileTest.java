package io.roomscribe.hub.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.template.MinutesTemplate.Shape;
import org.junit.jupiter.api.Test;

final class TemplateFileTest {
    private static final String WHOLE =
            """
            ---
            title: Review
            title-de: Durchsicht
            ---
            Be brief.
            Say who.

            ### de
            Fasse dich kurz.

            ## risks
            shape: cards
            title: Risks
            title-pl: Ryzyka
            at-most: 3

            Front: a risk. Back: what is done about it.

            ### pl
            Przód: ryzyko.
            """;

    @Test
    void readsTitlesTextsAndSectionsInTheirLanguages() {
        var template = TemplateFile.parse("weekly-review", WHOLE, true);

        assertThat(template.title().in("de")).isEqualTo("Durchsicht");
        assertThat(template.title().in("pl")).as("not written").isEqualTo("Review");
        assertThat(template.guidance().in("en")).isEqualTo("Be brief. Say who.");
        assertThat(template.guidance().in("de")).isEqualTo("Fasse dich kurz.");
        var risks = template.section("risks").orElseThrow();
        assertThat(risks.shape()).isEqualTo(Shape.CARDS);
        assertThat(risks.atMost()).isEqualTo(3);
        assertThat(risks.title().in("pl")).isEqualTo("Ryzyka");
        assertThat(risks.ask().in("en")).startsWith("Front: a risk.");
        assertThat(risks.ask().in("pl")).isEqualTo("Przód: ryzyko.");
    }

    @Test
    void readsFilesOfWindows() {
        var template = TemplateFile.parse("a", "\uFEFF" + WHOLE.replace("\n", "\r\n"), true);

        assertThat(template.sections()).hasSize(1);
    }

    @Test
    void saysWhatIsWrongAndInWhichLine() {
        refused("title: x", 1, "begins with a line '---'");
        refused("---\ntitle: x\n", 3, "no field");
        refused("---\ntitle: x\ntittle-de: y\n---\n", 3, "no field 'tittle-de'");
        refused("---\ntitle-de: y\n---\n", 4, "title is missing");
        refused("---\ntitle: x\ntitle: y\n---\n", 3, "stands twice");
        refused("---\ntitle: " + "x".repeat(61) + "\n---\n", 2, "1 to 60 characters");
        refused(WHOLE.replace("shape: cards", "shape: pie"), 12, "list, cards or quiz");
        refused(WHOLE.replace("at-most: 3", "at-most: 900"), 15, "number from 1 to 12");
        refused(WHOLE.replace("## risks", "## items"), 11, "cannot be a section's key");
        refused(WHOLE.replace("### pl", "### fr"), 19, "'fr' is no language");
        refused(WHOLE.replace("Say who.", "# Say who"), 6, "no heading");
        refused(WHOLE.replace("Say who.", "Use {transcript}"), 6, "braces");
        refused(WHOLE.replace("Be brief.", "Be brief. ".repeat(60)), 7, "400 is the most");
        refused(WHOLE + "## risks\ntitle: Again\n\nOnce more.\n", 21, "two sections 'risks'");
        refused(WHOLE + "## more\ntitle: More\n\n", 23, "does not say what belongs");
    }

    @Test
    void refusesMoreThanLeavesRoomForWhatWasSaid() {
        var many = new StringBuilder(WHOLE);
        for (var i = 0; i < 4; i++) {
            many.append("## list-%d\ntitle: L\n\n%s\n".formatted(i, "word ".repeat(78)));
        }

        assertThatThrownBy(() -> TemplateFile.parse("a", many.toString(), true))
                .hasMessageContaining("1500 is the most");
        assertThatThrownBy(() -> TemplateFile.parse("../a", WHOLE, true))
                .hasMessageContaining("its name");
    }

    private static void refused(String text, int line, String why) {
        assertThatThrownBy(() -> TemplateFile.parse("a", text, true))
                .isInstanceOfSatisfying(
                        TemplateException.class,
                        e -> {
                            assertThat(e.getMessage()).contains(why);
                            assertThat(e.line()).as(why).isEqualTo(line);
                        });
    }
}

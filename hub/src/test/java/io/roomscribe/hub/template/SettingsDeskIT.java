package io.roomscribe.hub.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.language.LanguageConfig.Redaction;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsDeskIT {
    private static final RoomId BOARD = new RoomId("board");
    private static final RoomId LAB = new RoomId("lab");

    @TempDir Path folder;
    private HubDatabase database;
    private SettingsDesk desk;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        desk = new SettingsDesk(database, new TemplateShelf(folder), Clock.systemUTC());
        for (var room : List.of(BOARD, LAB)) {
            database.inTransaction(handle ->
                    handle.execute("insert into room (id, name) values (?, 'R')", room.value()));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRoomHasWhatItChoseAndElseWhatHoldsForAll() {
        assertThat(desk.settings(BOARD).template().id()).isEqualTo("free");

        desk.choose(
                Optional.empty(), new MinutesChoice(List.of("big"), "de", "stand-up", ""), "ada");
        desk.choose(
                Optional.of(BOARD), new MinutesChoice(List.of(), "meeting", "lecture", ""), "ben");

        var board = desk.settings(BOARD);
        assertThat(board.template().id()).isEqualTo("lecture");
        assertThat(board.language()).as("as it was spoken").isEmpty();
        assertThat(board.wish().models()).containsExactly("big");
        assertThat(desk.settings(LAB).language()).isEqualTo("de");
    }

    @Test
    void remembersWhoChoseWhat() {
        desk.choose(Optional.of(BOARD), new MinutesChoice(List.of(), "de", "", ""), "ada");
        desk.choose(Optional.of(BOARD), new MinutesChoice(List.of(), "pl", "", ""), "ben");

        assertThat(desk.changes(Optional.of(BOARD), 10))
                .extracting(SettingChange::by, SettingChange::before, SettingChange::after)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ben", "de", "pl"),
                        org.assertj.core.api.Assertions.tuple("ada", "", "de"));
        assertThat(desk.changes(Optional.of(LAB), 10)).isEmpty();
    }

    @Test
    void asksAboutSeveralRoomsAsTheStrictestWantsIt() {
        desk.choose(Optional.of(LAB), new MinutesChoice(List.of(), "", "", "always"), "ada");
        desk.choose(Optional.of(BOARD), new MinutesChoice(List.of(), "", "", "never"), "ada");

        assertThat(desk.strictest(Set.of(BOARD, LAB), Redaction.ELSEWHERE))
                .contains(Redaction.ALWAYS);
        assertThat(desk.strictest(Set.of(BOARD), Redaction.ELSEWHERE)).contains(Redaction.NEVER);
        assertThat(desk.strictest(Set.of(), Redaction.ELSEWHERE)).isEmpty();
    }

    @Test
    void refusesWhatNobodyCanChoose() {
        for (var choice :
                List.of(
                        new MinutesChoice(List.of(), "fr", "", ""),
                        new MinutesChoice(List.of(), "", "nowhere", ""),
                        new MinutesChoice(List.of(), "", "", "sometimes"),
                        new MinutesChoice(List.of("a\nb"), "", "", ""))) {
            assertThatThrownBy(() -> desk.choose(Optional.of(LAB), choice, "ada"))
                    .isInstanceOf(TemplateException.class);
        }
        assertThatThrownBy(
                        () -> desk.choose(Optional.of(new RoomId("no")), MinutesChoice.NONE, "ada"))
                .hasMessageContaining("no room");
    }

    @Test
    void findsTemplatesThatWereJustLaidIntoTheFolderAndNamesThoseThatAreNone() throws IOException {
        write("retro.md", "---\ntitle: Retro\n---\n## kept\ntitle: Kept\n\nWhat went well.\n");
        write("lecture.md", "---\ntitle: Our lecture\n---\n");
        write("broken.md", "---\ntitle: Broken\nshape: pie\n---\n");
        write("latin.md", "");
        Files.write(folder.resolve("templates/latin.md"), new byte[] {'-', (byte) 0xe9});

        var shelf = desk.shelf();

        assertThat(shelf.templates())
                .extracting(MinutesTemplate::id)
                .containsExactly(
                        "free", "stand-up", "decision-log", "interview", "lecture", "retro");
        assertThat(shelf.find("lecture").orElseThrow().title().in("en")).isEqualTo("Our lecture");
        assertThat(shelf.problems())
                .extracting(TemplateShelf.Problem::file, TemplateShelf.Problem::line)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("broken.md", 3),
                        org.assertj.core.api.Assertions.tuple("latin.md", 0));
    }

    @Test
    void writesWithoutATemplateThatIsGoneAndSaysSo() throws IOException {
        write("retro.md", "---\ntitle: Retro\n---\n");
        desk.choose(Optional.of(LAB), new MinutesChoice(List.of(), "", "retro", ""), "ada");
        Files.delete(folder.resolve("templates/retro.md"));

        assertThat(desk.settings(LAB).template().id()).isEqualTo("free");
        assertThat(desk.settings(LAB).missing()).isEqualTo("retro");
    }

    @Test
    void everyTemplateThatComesAlongIsWrittenInThreeLanguages() {
        for (var template : desk.shelf().templates()) {
            assertThat(template.title().texts()).as(template.id()).hasSize(3);
            for (var section : template.sections()) {
                assertThat(section.ask().texts()).as(section.key()).hasSize(3);
                assertThat(section.title().texts()).as(section.key()).hasSize(3);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        var templates = Files.createDirectories(folder.resolve("templates"));
        Files.writeString(templates.resolve(name), text);
    }
}

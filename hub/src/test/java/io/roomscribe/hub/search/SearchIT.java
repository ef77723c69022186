package io.roomscribe.hub.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.search.SearchQuery.Filter;
import io.roomscribe.hub.search.SearchResult.Hit;
import io.roomscribe.hub.search.SearchResult.Meaning;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.protocol.RoomId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The index follows a real database and finds what is in it, and nothing else.
final class SearchIT {
    private static final Filter ALL = Filter.everything(VisibleRooms.ALL);

    @TempDir Path folder;
    private final ThemeEmbedder embedder = new ThemeEmbedder();
    private SaidHub hub;
    private long budget;
    private long firmware;
    private long lunch;

    @BeforeEach
    void speak() throws InterruptedException {
        hub = new SaidHub(folder, Optional.of(embedder));
        hub.room("boardroom");
        hub.room("workshop");
        hub.meeting("m1", "boardroom");
        hub.meeting("m2", "workshop");
        hub.name("m1", "speaker-1", "Anna");
        budget = hub.say("m1", 1, "speaker-1", "en", "we postponed the quarterly budget");
        firmware = hub.say("m1", 100, "speaker-2", "en-us", "the firmware releases were tested");
        lunch = hub.say("m2", 10, "speaker-1", "en", "the soup at the restaurant was cold");
        hub.follow();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void findsWordsInOtherFormsAndMarksThem() throws Exception {
        var hits = hub.find("release", SearchMode.WORDS).hits();

        assertThat(numbers(hits)).containsExactly(firmware);
        assertThat(marked(hits.getFirst())).containsExactly("releases");
    }

    @Test
    void takesWordsOfEachLanguageApartInItsOwnWay() throws Exception {
        hub.meeting("m3", "workshop");
        var german = hub.say("m3", 1, "", "de", "die Häuser werden im Herbst verkauft");
        var polish = hub.say("m3", 60, "", "pl", "spotkania odbędą się w przyszłym tygodniu");
        var other = hub.say("m3", 120, "", "xx", "kilometros longos");
        hub.follow();

        assertThat(found("haus", SearchMode.WORDS)).containsExactly(german);
        assertThat(found("spotkanie", SearchMode.WORDS)).containsExactly(polish);
        assertThat(found("longos", SearchMode.WORDS)).containsExactly(other);
    }

    @Test
    void understandsPhrasesBeginningsAndWhatIsLeftOut() throws Exception {
        assertThat(found("\"quarterly budget\"", SearchMode.WORDS)).containsExactly(budget);
        assertThat(found("\"budget quarterly\"", SearchMode.WORDS)).isEmpty();
        assertThat(found("quart*", SearchMode.WORDS)).containsExactly(budget);
        assertThat(found("was -soup", SearchMode.WORDS)).isEmpty();
        for (var nonsense :
                List.of("\"", "-", "*", "((", "AND OR", "<b>", "\uD83D\uDE00", "a\"b\"c")) {
            assertThat(found(nonsense, SearchMode.BOTH)).as(nonsense).isNotNull();
        }
    }

    @Test
    void findsByMeaningWhatSharesNoWord() throws Exception {
        var question = "delay of the financial plan";

        assertThat(found(question, SearchMode.WORDS)).isEmpty();
        assertThat(found(question, SearchMode.MEANING)).containsExactly(budget);
        assertThat(found(question, SearchMode.BOTH)).containsExactly(budget);
    }

    @Test
    void putsFirstWhatBothWaysFind() throws Exception {
        var later = hub.say("m2", 200, "", "en", "the budget sheet has a blue cover");
        hub.follow();

        var hits = hub.find("budget delay money", SearchMode.BOTH).hits();

        assertThat(numbers(hits)).startsWith(budget);
        assertThat(hits.getFirst().byMeaning()).isTrue();
        assertThat(numbers(hits)).contains(later);
    }

    @Test
    void saysWhenThereIsNoMeaning() throws Exception {
        hub.close();
        hub = new SaidHub(folder, Optional.empty());
        hub.follow();

        var result = hub.find("budget", SearchMode.BOTH);

        assertThat(result.meaning()).isEqualTo(Meaning.UNAVAILABLE);
        assertThat(numbers(result.hits())).containsExactly(budget);
    }

    @Test
    void narrowsToRoomMeetingPersonAndTime() throws Exception {
        var boardroom = new RoomId("boardroom");

        assertThat(found("the", ALL.inRoom(boardroom))).isEmpty();
        assertThat(found("", ALL.inRoom(boardroom))).containsExactly(firmware, budget);
        assertThat(found("", ALL.inMeeting("m2"))).containsExactly(lunch);
        assertThat(found("", person("anna"))).containsExactly(budget);
        assertThat(
                        found(
                                "",
                                new Filter(
                                        VisibleRooms.ALL,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(SaidHub.START.plusSeconds(5)),
                                        Optional.of(SaidHub.START.plusSeconds(50)),
                                        Set.of())))
                .containsExactly(lunch);
    }

    @Test
    void showsNothingOfRoomsThatOneMayNotSee() throws Exception {
        var workshop = Filter.everything(VisibleRooms.of(Set.of(new RoomId("workshop"))));
        var nothing = Filter.everything(VisibleRooms.of(Set.of()));

        assertThat(found("", workshop)).containsExactly(lunch);
        for (var mode : SearchMode.values()) {
            assertThat(numbers(hub.find("budget delay", mode, workshop).hits())).isEmpty();
            assertThat(numbers(hub.find("budget delay", mode, nothing).hits())).isEmpty();
        }
    }

    @Test
    void findsWhatMinutesHaveEvidenceForAndNothingUnverified() throws Exception {
        hub.sql(
                """
                insert into summary_revision (meeting_id, revision, kind, final, through_number,
                    model, minutes, created_at)
                values ('m1', 1, 'model', false, 9, 'm', ?, now())
                """,
                """
                {"summary":"","topics":[],"openQuestions":[],
                 "decisions":[{"text":"Postpone the budget","evidence":
                    {"quote":"q","segments":[%d],"verified":true}}],
                 "actionItems":[{"text":"Invented budget task","evidence":
                    {"quote":"q","segments":[],"verified":false}}]}
                """
                        .formatted(budget));
        hub.database.inTransaction(handle -> {
            ChangeLog.minutes(handle, "m1");
            return true;
        });
        hub.follow();

        assertThat(found("budget", kind(ItemKind.DECISION))).containsExactly(budget);
        assertThat(found("", kind(ItemKind.DECISION))).containsExactly(budget);
        assertThat(found("budget", kind(ItemKind.ACTION))).isEmpty();
    }

    @Test
    void followsEditsAndNames() throws Exception {
        hub.edit(budget, "we postponed the yearly audit");
        hub.name("m1", "speaker-1", "Ben");
        hub.follow();

        assertThat(found("budget", SearchMode.BOTH)).doesNotContain(budget);
        assertThat(found("audits", SearchMode.WORDS)).containsExactly(budget);
        assertThat(found("", person("Anna"))).isEmpty();
        assertThat(found("", person("ben"))).containsExactly(budget);
    }

    @Test
    void makesNoVectorTwice() throws Exception {
        var made = embedder.made;

        hub.name("m1", "speaker-1", "Ben");
        hub.follow();

        assertThat(embedder.made).isEqualTo(made);
        assertThat(found("delay of the financial plan", SearchMode.MEANING))
                .containsExactly(budget);
    }

    @Test
    void losesAndDoublesNothingWhenKilledBetweenCommits() throws Exception {
        hub.follower.finish();
        var late = hub.say("m2", 300, "", "en", "the projector hums");
        hub.follow();
        hub.kill();
        hub.follow();
        hub.kill();
        hub.follow();

        assertThat(found("projector", SearchMode.WORDS)).containsExactly(late);
        assertThat(found("", SearchMode.WORDS))
                .containsExactlyInAnyOrder(budget, firmware, lunch, late);
        assertThat(IndexWork.count(hub.index, IndexFields.DocumentType.SEGMENT)).isEqualTo(4);
        assertThat(IndexWork.count(hub.index, IndexFields.DocumentType.PASSAGE)).isEqualTo(4);
    }

    @Test
    void isMadeAnewFromTheDatabaseWhenItsFilesAreSpoiled() throws Exception {
        hub.follower.finish();
        hub.search.close();
        hub.index.close();
        try (var files = Files.list(folder.resolve("search"))) {
            for (var file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        hub.kill();

        hub.follow();

        assertThat(found("budget", SearchMode.WORDS)).containsExactly(budget);
    }

    @Test
    void goesOnAnsweringWhileItIsMadeAnew() throws Exception {
        // Behind the log's back, so that only a rebuild sees it.
        hub.sql("update segment set text = 'the yearly audit' where number = ?", budget);
        hub.follow();
        assertThat(found("audit", SearchMode.WORDS)).isEmpty();

        hub.follower.rebuild();
        hub.follow();

        assertThat(found("audit", SearchMode.WORDS)).containsExactly(budget);
        assertThat(found("soup", SearchMode.WORDS)).containsExactly(lunch);
        assertThat(found("restaurant hungry", SearchMode.MEANING)).containsExactly(lunch);
    }

    @Test
    void leavesNoErasedWordInAnyOfItsFiles() throws Exception {
        hub.follower.finish();
        assertThat(filesWith("quarter")).isNotEmpty();

        hub.erase("m1", budget);
        assertThat(found("budget", SearchMode.BOTH)).isEmpty();
        hub.follower.purge();

        assertThat(filesWith("quarter")).isEmpty();
        assertThat(found("budget delay", SearchMode.MEANING)).isEmpty();
        assertThat(found("firmware", SearchMode.WORDS)).containsExactly(firmware);
    }

    private List<Path> filesWith(String word) throws IOException {
        try (var files = Files.list(folder.resolve("search"))) {
            return files.filter(
                            file -> {
                                try {
                                    return new String(
                                                    Files.readAllBytes(file),
                                                    StandardCharsets.ISO_8859_1)
                                            .contains(word);
                                } catch (IOException e) {
                                    return false;
                                }
                            })
                    .toList();
        }
    }

    private static Filter person(String name) {
        return new Filter(
                VisibleRooms.ALL,
                Optional.empty(),
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    private static Filter kind(ItemKind kind) {
        return new Filter(
                VisibleRooms.ALL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(kind));
    }

    private List<Long> found(String text, SearchMode mode) throws InterruptedException {
        return numbers(hub.find(text, mode).hits());
    }

    private List<Long> found(String text, Filter filter) throws InterruptedException {
        return numbers(hub.find(text, SearchMode.BOTH, filter).hits());
    }

    private static List<Long> numbers(List<Hit> hits) {
        return hits.stream().map(hit -> hit.segment().number()).toList();
    }

    private static List<String> marked(Hit hit) {
        return hit.marked().stream()
                .map(span -> hit.segment().text().substring(span.from(), span.to()))
                .toList();
    }
}

package io.roomscribe.hub.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacementTest {

    @ParameterizedTest
    @CsvSource({
        "art, Art, false, true, the art of start, the Art of start",
        "art, X, false, false, the art of start, the X of stX",
        "Ben, Benn, true, true, ben and Ben, ben and Benn",
        "firm where, firmware, false, true, Firm  where now, firmware now",
        "żółć, gall, false, true, ŻÓŁĆ i żółćowy, gall i żółćowy",
        "a.b, $1\\x, false, true, a.b acb, $1\\x acb",
    })
    void findsLiterally(
            String find, String with, boolean exact, boolean whole, String text, String expected) {
        var replacement = new Replacement(find, with, exact, whole);

        assertThat(replacement.in(text)).isEqualTo(expected);
    }

    @Test
    void countsPlaces() {
        assertThat(new Replacement("no", "yes", false, true).count("No, no nobody no"))
                .isEqualTo(3);
    }

    @Test
    void aRoomsWordsAreAllPutRight() {
        var words =
                List.of(
                        new RoomWord(1, "room scribe", "Roomscribe", Instant.EPOCH, ""),
                        new RoomWord(2, "dana", "Dana", Instant.EPOCH, ""));

        assertThat(RoomWords.applied(words, "dana likes room scribe"))
                .isEqualTo("Dana likes Roomscribe");
    }
}

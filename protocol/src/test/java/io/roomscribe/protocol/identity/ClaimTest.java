package io.roomscribe.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ClaimTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final Random random = new Random(11);

    @Test
    void isReadBackAsAPersonTypesIt() {
        var claim = Claim.of(random);

        assertThat(claim.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(Claim.parse(claim.text())).isEqualTo(claim);
        var typed = claim.text().toLowerCase(Locale.ROOT).replace("-", " ");
        assertThat(Claim.parse("  " + typed.replace('0', 'o').replace('1', 'l') + "\r\n"))
                .isEqualTo(claim);
    }

    @Test
    void findsEveryWrongSymbolAndEverySwapOfNeighbours() {
        for (var round = 0; round < 50; round++) {
            var plain = Claim.of(random).text().replace("-", "");
            for (var at = 0; at < plain.length(); at++) {
                for (var i = 0; i < ALPHABET.length(); i++) {
                    var other = ALPHABET.charAt(i);
                    if (other != plain.charAt(at)) {
                        refuses(plain.substring(0, at) + other + plain.substring(at + 1));
                    }
                }
                if (at > 0 && plain.charAt(at) != plain.charAt(at - 1)) {
                    refuses(
                            plain.substring(0, at - 1)
                                    + plain.charAt(at)
                                    + plain.charAt(at - 1)
                                    + plain.substring(at + 1));
                }
            }
        }
    }

    private static void refuses(String text) {
        assertThatThrownBy(() -> Claim.parse(text)).hasMessageContaining("read it again");
    }

    @Test
    void saysWhatIsWrongWithoutRepeatingIt() {
        assertThatThrownBy(() -> Claim.parse("K7QF-3MPD"))
                .hasMessage("a claim has 16 letters and digits, this has 8; read it again");
        assertThatThrownBy(() -> Claim.parse("K7QF-3MPD-9X2T-0AB$"))
                .hasMessage("a claim has no '$' in it; read it again");
        assertThat(Claim.of(random)).hasToString("Claim[...]");
    }

    @Test
    void noTwoAreAlikeAndTheHashTellsNothing() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 1000; i++) {
            var claim = Claim.of(random);
            assertThat(seen.add(claim.hash())).isTrue();
            assertThat(claim.hash()).matches("sha256:[0-9a-f]{64}").doesNotContain(claim.text());
        }
    }

    @Test
    void canBeReadAloud() {
        var claim = Claim.of(random);

        assertThat(claim.spoken().split(", ")).hasSize(4);
        assertThat(claim.spoken().replace(",", "").split(" ")).hasSize(16);
    }
}

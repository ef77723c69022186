package io.roomscribe.protocol.identity;

import io.roomscribe.protocol.Sha256;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A one-time right to become a known box: fifteen random symbols and one that checks them, in four
/// groups that can be read aloud. 75 random bits, so that the hub may keep a plain hash of it.
///
/// The alphabet is Crockford's: no I, L, O or U, and what is read as one of them means 1, 1, 0. The
/// last symbol makes the sum of all, weighted by powers of a generator of GF(32), zero: it finds
/// every single wrong symbol and every swap of two neighbours.
///
/// Immutable.
public final class Claim {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    /// x^5 + x^2 + 1, irreducible over GF(2).
    private static final int POLYNOMIAL = 0b100101;

    private final String symbols;

    private Claim(String symbols) {
        this.symbols = symbols;
    }

    /// @param random hard to guess
    public static Claim of(RandomGenerator random) {
        var symbols = new StringBuilder();
        for (var i = 0; i < LENGTH - 1; i++) {
            symbols.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        // The last symbol's weight is one, so it is what the others add up to.
        symbols.append(ALPHABET.charAt(weighted(symbols + "0")));
        return new Claim(symbols.toString());
    }

    /// As a person types it: any case, with or without what separates the groups.
    ///
    /// @throws IllegalArgumentException says what is wrong, without repeating the claim
    public static Claim parse(String text) {
        var symbols = new StringBuilder();
        for (var one : text.strip().toUpperCase(Locale.ROOT).toCharArray()) {
            if (one == '-' || one == ' ') {
                continue;
            }
            var read =
                    switch (one) {
                        case 'O' -> '0';
                        case 'I', 'L' -> '1';
                        default -> one;
                    };
            if (ALPHABET.indexOf(read) < 0) {
                throw new IllegalArgumentException(
                        "a claim has no '%c' in it; read it again".formatted(one));
            }
            symbols.append(read);
        }
        if (symbols.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "a claim has %d letters and digits, this has %d; read it again"
                            .formatted(LENGTH, symbols.length()));
        }
        if (weighted(symbols.toString()) != 0) {
            throw new IllegalArgumentException(
                    "one letter or digit of the claim is wrong; read it again");
        }
        return new Claim(symbols.toString());
    }

    private static int weighted(String symbols) {
        var sum = 0;
        for (var i = 0; i < symbols.length(); i++) {
            // Horner's rule; the generator is x, which is 2.
            sum = times2(sum) ^ ALPHABET.indexOf(symbols.charAt(i));
        }
        return sum;
    }

    private static int times2(int value) {
        var doubled = value << 1;
        return (doubled & ALPHABET.length()) == 0 ? doubled : doubled ^ POLYNOMIAL;
    }

    /// `K7QF-3MPD-9X2T-0ABC`. A secret: show it to the technician, log it nowhere.
    public String text() {
        return symbols.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /// For the telephone: `Kilo 7 Quebec Foxtrot, 3 ...`.
    public String spoken() {
        return IntStream.range(0, LENGTH / GROUP)
                .mapToObj(group -> symbols.substring(group * GROUP, (group + 1) * GROUP))
                .map(group ->
                        group.chars()
                                .mapToObj(one -> word((char) one))
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    private static String word(char symbol) {
        return switch (symbol) {
            case 'A' -> "Alfa";
            case 'B' -> "Bravo";
            case 'C' -> "Charlie";
            case 'D' -> "Delta";
            case 'E' -> "Echo";
            case 'F' -> "Foxtrot";
            case 'G' -> "Golf";
            case 'H' -> "Hotel";
            case 'J' -> "Juliett";
            case 'K' -> "Kilo";
            case 'M' -> "Mike";
            case 'N' -> "November";
            case 'P' -> "Papa";
            case 'Q' -> "Quebec";
            case 'R' -> "Romeo";
            case 'S' -> "Sierra";
            case 'T' -> "Tango";
            case 'V' -> "Victor";
            case 'W' -> "Whiskey";
            case 'X' -> "X-ray";
            case 'Y' -> "Yankee";
            case 'Z' -> "Zulu";
            default -> String.valueOf(symbol);
        };
    }

    /// What the hub keeps of it.
    public String hash() {
        return "sha256:" + Sha256.hex(symbols);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Claim claim && claim.symbols.equals(symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    /// Not the claim, so that no log shows it.
    @Override
    public String toString() {
        return "Claim[...]";
    }
}

package io.roomscribe.hub.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Makes and checks what is kept of a password: Argon2id in its usual notation, with the cost it
/// was made with. Few at a time, because each takes memory by design; the others wait.
///
/// Thread-safe.
public final class Passwords {
    static final int LETTERS_MIN = 12;
    static final int LETTERS_MAX = 200;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 2;
    private static final Pattern KEPT =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /// No letters that are taken for one another.
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final RandomGenerator random;
    private final int memoryKibibytes;
    private final int rounds;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    Passwords(RandomGenerator random, int memoryKibibytes, int rounds) {
        this.random = random;
        this.memoryKibibytes = memoryKibibytes;
        this.rounds = rounds;
    }

    /// As OWASP's password storage cheat sheet asks for: 19 MiB, two rounds.
    public static Passwords strong(RandomGenerator random) {
        return new Passwords(random, 19 * 1024, 2);
    }

    /// Cheap enough for tests that are about something else.
    public static Passwords cheap(RandomGenerator random) {
        return new Passwords(random, 64, 1);
    }

    String keep(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var hash = hash(password, salt, memoryKibibytes, rounds, 1);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(
                        memoryKibibytes,
                        rounds,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    boolean matches(String password, String kept) {
        var parts = KEPT.matcher(kept);
        if (!parts.matches() || password.length() > LETTERS_MAX) {
            return false;
        }
        var hash =
                hash(
                        password,
                        Base64.getDecoder().decode(parts.group(4)),
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
        return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts.group(5)));
    }

    /// A password that nobody chose: twenty letters in groups, a hundred bits.
    String oneTime() {
        var out = new StringBuilder();
        for (var i = 0; i < 20; i++) {
            out.append(i > 0 && i % 5 == 0 ? "-" : "");
            out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return out.toString();
    }

    /// @throws AccountException when it is too short, too long, or their name
    static void checkChosen(String name, String password) {
        if (password.length() < LETTERS_MIN || password.length() > LETTERS_MAX) {
            throw AccountException.notValid(
                    "a password has %d to %d letters".formatted(LETTERS_MIN, LETTERS_MAX),
                    "take a few words that nobody would guess together");
        }
        if (password.chars().distinct().count() < 5
                || password.toLowerCase(java.util.Locale.ROOT).contains(name)) {
            throw AccountException.notValid(
                    "this password is too easy to guess",
                    "take a few words that nobody would guess together");
        }
    }

    private byte[] hash(String password, byte[] salt, int memory, int passes, int lanes) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withSalt(salt)
                        .withMemoryAsKB(memory)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .build());
        var hash = new byte[HASH_BYTES];
        turns.acquireUninterruptibly();
        try {
            // The same letters may come in two encodings from two keyboards.
            var same = Normalizer.normalize(password, Normalizer.Form.NFC);
            generator.generateBytes(same.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            turns.release();
        }
        return hash;
    }
}

package io.roomscribe.hub.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Random words that stand for somebody. The hub keeps only their hash: who reads its database can
/// sign in as nobody.
final class SecretToken {
    private static final int BYTES = 32;

    private SecretToken() {}

    static String make(RandomGenerator random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String token) {
        return HexFormat.of().formatHex(digest(token));
    }

    /// A word that only who knows the token can tell, and that does not tell the token.
    static String derived(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest("form:" + token));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package io.roomscribe.hub.account;

import io.roomscribe.protocol.Sha256;
import java.util.Base64;
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
        return Sha256.hex(token);
    }

    /// A word that only who knows the token can tell, and that does not tell the token.
    static String derived(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of("form:" + token));
    }
}

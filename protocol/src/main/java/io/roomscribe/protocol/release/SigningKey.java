package io.roomscribe.protocol.release;

import io.roomscribe.protocol.Ed25519Key;

/// The secret half of a [ReleaseKey]. It belongs on a computer without a network, never on a hub.
///
/// Immutable.
public final class SigningKey {
    private static final String HEAD = "roomscribe-release-key";

    private final Ed25519Key key;

    private SigningKey(Ed25519Key key) {
        this.key = key;
    }

    public static SigningKey make() {
        return new SigningKey(Ed25519Key.make());
    }

    /// Reads what [#text] wrote.
    ///
    /// @throws IllegalArgumentException when it is something else; without its content
    public static SigningKey parse(String text) {
        try {
            return new SigningKey(Ed25519Key.parse(HEAD, text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a file of 'roomscribe release keygen'");
        }
    }

    /// Both halves, for a file that only its owner may read.
    public String text() {
        return key.text(HEAD);
    }

    public ReleaseKey open() {
        return ReleaseKey.of(key);
    }

    byte[] sign(byte[] content) {
        return key.sign(content);
    }
}

package io.roomscribe.protocol.acceptance;

import io.roomscribe.protocol.Ed25519Key;
import io.roomscribe.protocol.Sha256;

/// The key a hub signs reports with.
///
/// Immutable.
public final class HubKey {
    private static final String HEAD = "roomscribe-report-key";

    private final Ed25519Key key;

    private HubKey(Ed25519Key key) {
        this.key = key;
    }

    public static HubKey make() {
        return new HubKey(Ed25519Key.make());
    }

    /// Reads what [#text] wrote.
    ///
    /// @throws IllegalArgumentException when it is something else; without its content
    public static HubKey parse(String text) {
        try {
            return new HubKey(Ed25519Key.parse(HEAD, text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not the file of a report key");
        }
    }

    /// Both halves, for a file that only its owner may read.
    public String text() {
        return key.text(HEAD);
    }

    /// The open half: X.509 in Base64.
    public String open() {
        return key.open();
    }

    public String fingerprint() {
        return fingerprint(open());
    }

    static String fingerprint(String open) {
        return "sha256:" + Sha256.hex(open);
    }

    byte[] sign(byte[] content) {
        return key.sign(content);
    }
}

package io.roomscribe.protocol.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Why a hub does not give a box a certificate, or does not let it in with the one it has.
public enum RefusalReason {
    CLAIM_UNKNOWN("the hub does not know this claim"),
    CLAIM_EXPIRED("the claim has run out"),
    CLAIM_USED("the claim was used by another box"),
    CLAIM_OF_ANOTHER_BOX("the claim is for another box"),
    NOT_ACCEPTED("somebody at the hub refused this box"),
    REQUEST_UNUSABLE("the hub cannot use what the box sent"),
    TOO_MANY_TRIES("too many wrong claims came lately"),
    CERTIFICATE_FOREIGN("the certificate is of another hub"),
    CERTIFICATE_EXPIRED("the certificate has run out"),
    CERTIFICATE_REVOKED("the certificate was revoked"),
    CERTIFICATE_REPLACED("the box has a newer certificate; this one may be of a copied card"),
    CERTIFICATE_OF_ANOTHER_BOX("the certificate is of another box"),
    OTHER("the hub gives a reason that this release does not know");

    private final String text;

    RefusalReason(String text) {
        this.text = text;
    }

    /// A sentence without its full stop.
    public String text() {
        return text;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static RefusalReason ofWord(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(OTHER);
    }
}

package io.roomscribe.provisioning.plan;

import java.util.Locale;

/// How far a box of a plan has come, and what to do next.
enum BoxProgress {
    CONNECTED(""),
    COPIED(
            "make a new claim for the true box with './roomscribe device claim %s' and set the copy up"
                    + " anew"),
    REFUSED("make a new claim with './roomscribe device claim %s' and enter it on the box"),
    REVOKED("if it is to come back: './roomscribe device claim %s'"),
    WAITING("compare its fingerprint and accept it on the hub's page 'Who may connect'"),
    ENROLLED(
            "it has its certificate and cannot reach the broker: run 'roomscribe-device doctor' on it"),
    OFFLINE(
            "it was here before: check its power and network, or run 'roomscribe-device doctor' on it"),
    ABSENT("the hub has never heard of it: switch it on; then 'roomscribe-device doctor' on it");

    private final String next;

    BoxProgress(String next) {
        this.next = next;
    }

    /// A row of the result.
    ///
    /// @param note why, in the hub's words; may be empty
    record Found(BoxProgress progress, String note) {}

    Found of(String note) {
        return new Found(this, note);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Empty when there is nothing to do.
    String next(String device) {
        return next.formatted(device);
    }
}

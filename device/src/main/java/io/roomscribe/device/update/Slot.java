package io.roomscribe.device.update;

import java.util.Locale;

/// The places that a release can run from.
enum Slot {
    /// What the Debian package brought; always there.
    PACKAGE,
    A,
    B;

    /// As the start script writes it, and the folder's name.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Slot parse(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }

    /// The one that a new release goes to while this one runs.
    Slot other() {
        return this == A ? B : A;
    }
}

package io.roomscribe.device.chunk;

import java.util.Locale;

/// Where a chunk stands.
public enum ChunkState {
    /// Being recorded; never in the table.
    OPEN,
    /// Its audio is on the disk.
    SEALED,
    /// Everything said in it is in the outbox.
    TRANSCRIBED,
    /// The hub has everything said in it.
    SYNCED,
    /// Its audio was deleted by retention.
    EXPIRED,
    /// Its audio is damaged; kept for a person to look at.
    QUARANTINED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ChunkState parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

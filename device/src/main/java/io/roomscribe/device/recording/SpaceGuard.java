package io.roomscribe.device.recording;

import io.roomscribe.protocol.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Whether there is space to record into. The recording thread asks it before it writes, so that
/// the last of the space is left to the database, which has to say what happened.
///
/// Thread-safe.
public final class SpaceGuard {
    private static final Duration ASK_INTERVAL = Duration.ofMillis(500);

    private final Path folder;
    private final long stopBytes;
    private final Ticker ticker;
    private volatile boolean budgetIsUsedUp;
    private volatile boolean isShort;
    private volatile long freeBytes = Long.MAX_VALUE;
    private volatile long askedAtNanos;

    /// @param folder any folder on the disk that is recorded to
    /// @param stopBytes with less free space than this nothing is recorded
    public SpaceGuard(Path folder, long stopBytes, Ticker ticker) {
        this.folder = folder;
        this.stopBytes = stopBytes;
        this.ticker = ticker;
        ask();
    }

    /// Recording goes on again only when there is an eighth more space than where it stopped.
    boolean hasRoom() {
        if (ticker.since(askedAtNanos).compareTo(ASK_INTERVAL) >= 0) {
            ask();
        }
        return !isRefusing();
    }

    private void ask() {
        askedAtNanos = ticker.nanos();
        freeBytes = measure();
        isShort = freeBytes < stopBytes + (isShort ? stopBytes / 8 : 0);
    }

    private long measure() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            // What ails the disk shows when it is written to.
            return Long.MAX_VALUE;
        }
    }

    /// Whether nothing is recorded for want of space.
    public boolean isRefusing() {
        return isShort || budgetIsUsedUp;
    }

    /// The space that the recordings may take is used up and nothing of it may go.
    public void budgetIsUsedUp(boolean usedUp) {
        budgetIsUsedUp = usedUp;
    }

    /// As it was when it was last asked.
    public long freeBytes() {
        return freeBytes;
    }
}

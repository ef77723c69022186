package io.roomscribe.device.systemd;

import io.roomscribe.protocol.file.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counts starts that failed, one after the other, in the file `starts` of the data folder. Needs
/// no clock: a start counts as failed until it was stable or ended in order. A count that cannot be
/// kept is no reason not to record.
///
/// Thread-safe.
public final class StartGuard {
    private static final Logger LOG = System.getLogger(StartGuard.class.getName());
    private static final int COUNT_MAX = 1_000_000;

    private final Path file;
    private final int failedBefore;
    private final boolean isRecordOnly;

    private StartGuard(Path file, int failedBefore, boolean isRecordOnly) {
        this.file = file;
        this.failedBefore = failedBefore;
        this.isRecordOnly = isRecordOnly;
    }

    /// Counts this start, durably, as failed until it proves otherwise.
    public static StartGuard open(Path dataFolder, StartConfig config) {
        var file = dataFolder.resolve("starts");
        var failed = read(file);
        var guard = new StartGuard(file, failed, failed >= config.failuresMax());
        guard.write(Math.min(COUNT_MAX, failed + 1));
        return guard;
    }

    private static int read(Path file) {
        try {
            return Math.clamp(Long.parseLong(Files.readString(file).strip()), 0, COUNT_MAX);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /// Starts in a row that failed before this one.
    public int failedBefore() {
        return failedBefore;
    }

    /// Whether so many failed that this one shall only record.
    public boolean isRecordOnly() {
        return isRecordOnly;
    }

    /// Everything runs, and has for long enough.
    public void stable() {
        write(0);
    }

    /// Somebody wanted the process to end, so this start tells nothing.
    public void endedInOrder() {
        if (read(file) == failedBefore + 1) {
            write(failedBefore);
        }
    }

    private synchronized void write(int count) {
        try {
            DurableFiles.replace(file, (count + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Starts cannot be counted file={0} reason={1}",
                    file,
                    e.getClass().getSimpleName());
        }
    }
}

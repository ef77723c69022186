package io.roomscribe.device;

import java.util.ArrayDeque;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// The last two thousand log lines, for a support bundle and the local status: the box keeps no log
/// file of its own.
///
/// Thread-safe.
final class RecentLog extends Handler {
    private static final int LINES_MAX = 2000;

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    @Override
    public synchronized void publish(LogRecord line) {
        if (lines.size() == LINES_MAX) {
            lines.removeFirst();
        }
        lines.addLast(formatter.format(line));
    }

    synchronized String text() {
        return String.join("", lines);
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}

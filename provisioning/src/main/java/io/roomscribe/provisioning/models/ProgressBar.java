package io.roomscribe.provisioning.models;

import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.console.Console;
import java.time.Duration;

/// One line on stderr that fills up; a line every ten seconds where lines cannot be redrawn.
///
/// Confined to one thread.
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final Console console;
    private final Ticker ticker;
    private final String what;
    private final long total;
    private long done;
    private long shownNanos;

    /// @param total in bytes
    ProgressBar(Console console, Ticker ticker, String what, long total) {
        this.console = console;
        this.ticker = ticker;
        this.what = what;
        this.total = Math.max(1, total);
        this.shownNanos = ticker.nanos();
    }

    void add(long bytes) {
        done += bytes;
        var every = console.isInteractive() ? REDRAW : REPEAT;
        if (ticker.since(shownNanos).compareTo(every) >= 0) {
            show();
        }
    }

    private void show() {
        shownNanos = ticker.nanos();
        var share = Math.min(1.0, (double) done / total);
        var full = (int) Math.round(share * WIDTH);
        var line =
                "%s [%s%s] %3d %% of %s"
                        .formatted(
                                what,
                                "#".repeat(full),
                                " ".repeat(WIDTH - full),
                                Math.round(share * 100),
                                Sizes.text(total));
        if (console.isInteractive()) {
            console.redraw(line);
        } else {
            console.note(line);
        }
    }

    void end() {
        console.redraw("");
    }
}

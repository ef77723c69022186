package io.roomscribe.protocol.microphone;

import io.roomscribe.protocol.message.CommandBody.MicCheck;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.Locale;

/// Leads a technician through the check: silence, the phrase from the far seat, the verdict. About
/// half a minute.
///
/// Confined to one thread.
public final class MicCheckGuide {
    /// Words that a small recogniser knows, with a number, a day and a month in between.
    public static final String PHRASE =
            "We met on Friday to plan the next two months and everybody agreed to start in December";

    public static final int READING_SECONDS = 15;

    /// The longest reading: with what lies around it, it still fits in one [MicCheck].
    public static final int READING_SECONDS_MAX = MicCheck.SECONDS_MAX - 10;

    private static final int QUIET_SECONDS = 4;
    private static final int BAR = 30;
    private static final double LOWEST_DBFS = -60;

    /// What is said and heard in the moment before and after belongs to it.
    private static final int MARGIN_SECONDS = 1;

    private final Ear ear;
    private final Screen screen;
    private final Ticker ticker;

    public MicCheckGuide(Ear ear, Screen screen, Ticker ticker) {
        this.ear = ear;
        this.screen = screen;
        this.ticker = ticker;
    }

    /// @param box for people, such as its name
    /// @param reading how long somebody may read; Enter ends it before
    public MicReport check(String box, String phrase, Duration reading)
            throws InterruptedException {
        screen.note("Microphone check of %s, three steps, half a minute.".formatted(box));
        screen.note("");
        screen.note("1/3  Nobody speaks for %d seconds, please ...".formatted(QUIET_SECONDS));
        var quiet = ear.listen(QUIET_SECONDS);
        screen.note(String.format(Locale.ROOT, "     noise floor %.0f dB", quiet.noiseDbfs()));
        var silence = MicReport.ofSilence(phrase, quiet);
        if (silence.isPresent()) {
            return silence.get();
        }
        screen.note("2/3  From the seat farthest away, read aloud as in a meeting:");
        screen.note("");
        lines(phrase);
        screen.note("");
        screen.note(
                screen.isInteractive()
                        ? "     Press Enter when it is read."
                        : "     %d seconds from now.".formatted(reading.toSeconds()));
        var took = meter(reading);
        screen.note("3/3  Waiting until it is recognised ...");
        var seconds = (int) Math.min(MicCheck.SECONDS_MAX, took.toSeconds() + 1 + MARGIN_SECONDS);
        return MicReport.of(phrase, quiet, ear.compare(phrase, seconds));
    }

    private void lines(String phrase) {
        var line = new StringBuilder();
        for (var word : phrase.split(" ", -1)) {
            if (line.length() + word.length() > 60) {
                screen.note("         " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        screen.note("         " + line);
    }

    private Duration meter(Duration longest) throws InterruptedException {
        var began = ticker.nanos();
        // What was typed before does not count.
        var _ = screen.isEnterPressed();
        while (ticker.since(began).compareTo(longest) < 0 && !screen.isEnterPressed()) {
            var left = longest.minus(ticker.since(began)).toSeconds() + 1;
            screen.redraw(
                    "     %s  %2d s left"
                            .formatted(
                                    ear.level().map(MicCheckGuide::bar).orElse("no level comes"),
                                    left));
        }
        screen.redraw("");
        return ticker.since(began);
    }

    private static String bar(Message.Level level) {
        var share = Math.clamp(1 - level.peakDbfs() / LOWEST_DBFS, 0, 1);
        var full = (int) Math.round(share * BAR);
        return String.format(
                Locale.ROOT,
                "[%s%s] %4.0f dB",
                "#".repeat(full),
                "-".repeat(BAR - full),
                level.peakDbfs());
    }
}

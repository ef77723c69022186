package io.roomscribe.device.command;

import io.roomscribe.device.capture.InputLevel;
import io.roomscribe.device.recording.RecordingSummary;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.accuracy.PhraseMatch;
import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.Stretch;
import io.roomscribe.protocol.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Compares what was said in the last seconds with a phrase that somebody read aloud then.
///
/// Thread-safe; blocks until that is recognised.
public final class PhraseCheck {
    /// A recogniser that keeps up needs two or three; the end of an utterance takes another.
    private static final Duration RECOGNITION_MAX = Duration.ofSeconds(20);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration READ_MAX = Duration.ofSeconds(3);
    private static final int PEAK_SAMPLES = Audio.SAMPLE_RATE / 4;

    private final Recordings recordings;
    private final Said said;
    private final Ticker ticker;

    public PhraseCheck(Recordings recordings, Said said, Ticker ticker) {
        this.recordings = recordings;
        this.said = said;
        this.ticker = ticker;
    }

    /// @throws CommandException when nothing is being recorded
    public CommandResult.PhraseHeard compare(String phrase, int seconds) {
        var running =
                recordings.list().reversed().stream()
                        .filter(one -> one.end().isEmpty())
                        .findFirst()
                        .orElseThrow(PhraseCheck::nothingRecorded);
        return compare(phrase, stretch(running, seconds));
    }

    private static Stretch stretch(RecordingSummary running, int seconds) {
        var samples = Math.min(running.samples(), (long) seconds * Audio.SAMPLE_RATE);
        if (samples < Audio.SAMPLE_RATE) {
            throw nothingRecorded();
        }
        return new Stretch(running.start().recording(), running.samples() - samples, samples);
    }

    /// The same for a stretch that was checked before.
    CommandResult.PhraseHeard compare(String phrase, Stretch stretch) {
        try {
            return heard(phrase, stretch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.refused("the box is stopping", "try again when it runs");
        }
    }

    /// What was recognised in a stretch.
    List<Said.Piece> pieces(Stretch stretch) {
        return said.within(stretch);
    }

    private CommandResult.PhraseHeard heard(String phrase, Stretch stretch)
            throws InterruptedException {
        short[] audio;
        try (var reader = recordings.reader(stretch.recording())) {
            audio = reader.readUpTo(stretch.firstSample(), (int) stretch.samples(), READ_MAX);
        }
        var recognised = awaitRecognised(stretch);
        var text =
                said.within(stretch).stream()
                        .map(Said.Piece::text)
                        .collect(Collectors.joining(" "));
        var match = PhraseMatch.of(phrase, text);
        return new CommandResult.PhraseHeard(
                stretch,
                AudioTest.figures(audio),
                peaks(audio),
                recognised,
                WordErrorRate.words(text).size(),
                match.rate().words(),
                match.missed(),
                match.added());
    }

    private boolean awaitRecognised(Stretch stretch) throws InterruptedException {
        var began = ticker.nanos();
        // Never counted down: nobody tells when the recogniser gets there.
        var never = new CountDownLatch(1);
        while (said.through(stretch.recording()) < stretch.endSample()) {
            if (ticker.since(began).compareTo(RECOGNITION_MAX) > 0
                    || never.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    static List<Integer> peaks(short[] audio) {
        var peaks = new ArrayList<Integer>();
        for (var from = 0; from < audio.length; from += PEAK_SAMPLES) {
            var peak = 0;
            for (var i = from; i < Math.min(audio.length, from + PEAK_SAMPLES); i++) {
                peak = Math.max(peak, Math.abs(audio[i]));
            }
            peaks.add((int) Math.round(InputLevel.of(peak, 0, PEAK_SAMPLES).peakDbfs()));
        }
        return peaks;
    }

    private static CommandException nothingRecorded() {
        return CommandException.refused(
                "nothing is being recorded, so nobody can be heard",
                "unmute or start the recording, then check again");
    }
}

package io.roomscribe.protocol.microphone;

import io.roomscribe.protocol.accuracy.WordErrorRate;
import io.roomscribe.protocol.message.CommandResult.AudioFigures;
import io.roomscribe.protocol.message.CommandResult.PhraseHeard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a check of a microphone found.
///
/// Immutable.
///
/// @param quiet levels while nobody spoke
/// @param reading empty when nobody was asked to read, because the microphone is silent
public record MicReport(
        String phrase, AudioFigures quiet, Optional<PhraseHeard> reading, MicVerdict verdict) {
    /// Below this nothing comes out of a microphone that is on: 16 bits end at -96.
    private static final double SILENCE_DBFS = -100;

    private static final double CLIPPED_PERCENT_MAX = 1;

    /// Speech a few metres away comes with about -30.
    private static final double NOISE_DBFS_MAX = -40;

    private static final double SPEECH_DBFS_MIN = -50;
    private static final double ABOVE_NOISE_MIN = 10;
    private static final double GOOD_MAX = 0.15;
    private static final double FAIR_MAX = 0.30;
    private static final double SAME_PHRASE_MAX = 0.70;

    /// Judges a microphone that delivers digital silence, without anybody reading.
    static Optional<MicReport> ofSilence(String phrase, AudioFigures quiet) {
        return quiet.peakDbfs() <= SILENCE_DBFS
                ? Optional.of(new MicReport(phrase, quiet, Optional.empty(), MicVerdict.SILENT))
                : Optional.empty();
    }

    public static MicReport of(String phrase, AudioFigures quiet, PhraseHeard reading) {
        return new MicReport(
                phrase, quiet, Optional.of(reading), verdict(quiet.noiseDbfs(), reading));
    }

    /// What the command `accept` is given: the room is accepted on what was read.
    ///
    /// @param by who accepts
    public Map<String, Object> acceptance(String by) {
        var stretch = reading.orElseThrow().stretch();
        return Map.of(
                "phrase",
                phrase,
                "noiseDbfs",
                quiet.noiseDbfs(),
                "by",
                by,
                "stretch",
                Map.of(
                        "recording", stretch.recording().toString(),
                        "firstSample", stretch.firstSample(),
                        "samples", stretch.samples()));
    }

    /// What a reading is worth, in a room with that noise floor.
    public static MicVerdict verdict(double noiseDbfs, PhraseHeard reading) {
        var microphone = reading.microphone();
        if (microphone.peakDbfs() <= SILENCE_DBFS) {
            return MicVerdict.SILENT;
        }
        if (microphone.clippedPercent() >= CLIPPED_PERCENT_MAX) {
            return MicVerdict.CLIPPING;
        }
        if (!reading.recognised()) {
            return MicVerdict.LATE;
        }
        var error = reading.wordErrorRate();
        if (error <= GOOD_MAX) {
            return noiseDbfs > NOISE_DBFS_MAX ? MicVerdict.NOISY : MicVerdict.GOOD;
        }
        return error <= FAIR_MAX ? MicVerdict.FAIR : lost(noiseDbfs, reading);
    }

    private static MicVerdict lost(double noiseDbfs, PhraseHeard reading) {
        var speech = reading.microphone().rmsDbfs();
        if (speech < SPEECH_DBFS_MIN) {
            return MicVerdict.TOO_QUIET;
        }
        if (noiseDbfs > NOISE_DBFS_MAX && speech - noiseDbfs < ABOVE_NOISE_MIN) {
            return MicVerdict.TOO_NOISY;
        }
        if (reading.heard() == 0) {
            return MicVerdict.UNHEARD;
        }
        return reading.wordErrorRate() >= SAME_PHRASE_MAX
                ? MicVerdict.OTHER_WORDS
                : MicVerdict.POOR;
    }

    /// Words of the phrase that were not recognised.
    public List<String> missed() {
        var words = WordErrorRate.words(phrase);
        return reading.map(PhraseHeard::missed).orElse(List.of()).stream()
                .filter(place -> place < words.size())
                .map(words::get)
                .toList();
    }

    /// For programs.
    ///
    /// @param next the command to give now
    public Map<String, Object> shape(String next) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("verdict", verdict.word());
        shape.put("passed", verdict.passes());
        shape.put("meaning", verdict.meaning());
        shape.put("advice", verdict.advice());
        shape.put("next", next);
        shape.put("phrase", phrase);
        shape.put("noiseDbfs", quiet.noiseDbfs());
        reading.ifPresent(read -> {
            shape.put("speechDbfs", read.microphone().rmsDbfs());
            shape.put("peakDbfs", read.microphone().peakDbfs());
            shape.put("clippedPercent", read.microphone().clippedPercent());
            shape.put("words", read.words());
            shape.put("missed", missed());
            shape.put("added", read.added());
            shape.put("wordErrorRate", Math.round(1000 * read.wordErrorRate()) / 1000.0);
        });
        return shape;
    }

    /// What to do now: accept the room, look at the box where that tells more, else check again.
    public String next(String accept, String doctor, String micCheck) {
        if (verdict.passes()) {
            return accept;
        }
        return verdict.isForDoctor() ? doctor : micCheck;
    }

    /// For people, a line each.
    ///
    /// @param shownVerdict its word, such as in colour
    /// @param next the command to give now
    public List<String> lines(String shownVerdict, String next) {
        var lines = new ArrayList<String>();
        lines.add("Verdict: %s, %s.".formatted(shownVerdict, verdict.meaning()));
        reading.ifPresent(read -> {
            var right = read.words() - read.missed().size();
            var error = Math.round(100 * read.wordErrorRate());
            lines.add(
                    "  words       %d of %d heard, word error %d %%"
                            .formatted(right, read.words(), error));
            if (!missed().isEmpty() && right > 0) {
                lines.add("  missed      " + String.join(" ", missed()));
            }
            var speech = read.microphone();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  speech      %.0f dB, peak %.0f dB, %.1f %% clipped",
                            speech.rmsDbfs(),
                            speech.peakDbfs(),
                            speech.clippedPercent()));
        });
        lines.add(String.format(Locale.ROOT, "  noise floor %.0f dB", quiet.noiseDbfs()));
        if (!verdict.advice().isEmpty()) {
            lines.add("Advice: " + verdict.advice() + ".");
        }
        lines.add("Next: " + next);
        return lines;
    }
}

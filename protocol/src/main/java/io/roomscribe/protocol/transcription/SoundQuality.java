package io.roomscribe.protocol.transcription;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How an audio file sounds, measured before anything in it is recognised.
///
/// Immutable.
///
/// @param seconds how long it is
/// @param speechDbfs mean level while somebody may be speaking; 0 is full scale, -120 is silence
/// @param peakDbfs highest sample, likewise
/// @param noiseDbfs what one moment in ten stays under: the room without speech
/// @param clippedPercent share of samples that are cut off at full scale
/// @param speechPercent share of the time in which somebody may be speaking
/// @param remarks what people should know of it, worst first; empty for good sound
public record SoundQuality(
        double seconds,
        double speechDbfs,
        double peakDbfs,
        double noiseDbfs,
        double clippedPercent,
        double speechPercent,
        List<Remark> remarks) {
    private static final double QUIET = -45;
    private static final double CLIPPED = 0.1;
    private static final double RATIO_MIN = 10;
    private static final double SPEECH_MIN = 3;

    public SoundQuality {
        remarks = List.copyOf(remarks);
    }

    /// What makes words get lost.
    public enum Remark {
        NO_SPEECH,
        VERY_QUIET,
        CLIPPED,
        NOISY,
        /// The file breaks off or is damaged; what could be read was taken.
        INCOMPLETE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        public static Remark parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// Judges what was measured.
    ///
    /// @param isIncomplete whether the file could not be read to its end
    public static SoundQuality judged(
            double seconds,
            double speechDbfs,
            double peakDbfs,
            double noiseDbfs,
            double clippedPercent,
            double speechPercent,
            boolean isIncomplete) {
        var hasSpeech = speechPercent >= SPEECH_MIN;
        var remarks =
                Stream.of(Remark.values())
                        .filter(remark ->
                                switch (remark) {
                                    case NO_SPEECH -> !hasSpeech;
                                    case VERY_QUIET -> hasSpeech && speechDbfs < QUIET;
                                    case CLIPPED -> clippedPercent > CLIPPED;
                                    case NOISY -> hasSpeech && speechDbfs - noiseDbfs < RATIO_MIN;
                                    case INCOMPLETE -> isIncomplete;
                                })
                        .toList();
        return new SoundQuality(
                seconds, speechDbfs, peakDbfs, noiseDbfs, clippedPercent, speechPercent, remarks);
    }
}

package io.roomscribe.device.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/// Finds the sound line with a name and opens it in the first format it really accepts. Formats are
/// found by trying: many drivers say "unknown sample rate" when asked.
///
/// Holds no state.
final class LineFinder {
    /// Half a second in the line's own buffer: what a busy machine may be late.
    private static final int BUFFER_PARTS_OF_SECOND = 2;

    record Found(String name, TargetDataLine line) {}

    private LineFinder() {}

    static Found open(String name) {
        var mixers = captureMixers();
        var wanted = name.toLowerCase(Locale.ROOT);
        var matching =
                mixers.stream()
                        .filter(info -> info.getName().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        if (matching.isEmpty()) {
            throw noLine(name, mixers);
        }
        var reasons = new ArrayList<String>();
        for (var info : matching) {
            for (var format : formats()) {
                try {
                    return new Found(info.getName(), open(info, format));
                } catch (LineUnavailableException
                        | IllegalArgumentException
                        | SecurityException e) {
                    reasons.add(e.getClass().getSimpleName());
                }
            }
        }
        throw new CaptureException(
                CaptureException.Code.LINE_REFUSED,
                "cannot open the sound line '%s': it refused all %d formats tried (%s)"
                        .formatted(
                                matching.getFirst().getName(),
                                formats().size(),
                                reasons.stream().distinct().collect(Collectors.joining(", "))),
                "check that no other program uses the microphone");
    }

    private static TargetDataLine open(Mixer.Info info, AudioFormat format)
            throws LineUnavailableException {
        var wanted = new DataLine.Info(TargetDataLine.class, format);
        var line = (TargetDataLine) AudioSystem.getMixer(info).getLine(wanted);
        var bytesPerSecond = (int) (format.getFrameRate() * format.getFrameSize());
        try {
            line.open(format, bytesPerSecond / BUFFER_PARTS_OF_SECOND);
            return line;
        } catch (LineUnavailableException | IllegalArgumentException e) {
            line.close();
            throw e;
        }
    }

    /// False for one that was unplugged since it was listed.
    private static boolean canCapture(Mixer.Info info, javax.sound.sampled.Line.Info line) {
        try {
            return AudioSystem.getMixer(info).isLineSupported(line);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Those that can capture, the system's default first.
    private static List<Mixer.Info> captureMixers() {
        var line = new javax.sound.sampled.Line.Info(TargetDataLine.class);
        return Arrays.stream(AudioSystem.getMixerInfo())
                .filter(info -> canCapture(info, line))
                .sorted(
                        java.util.Comparator.comparing(
                                info -> !info.getName().contains("[default]")))
                .toList();
    }

    /// What microphones speak first, 16 kHz last: asked for 16 kHz, ALSA's plug layer converts from
    /// the hardware's rate without an anti-alias filter.
    private static List<AudioFormat> formats() {
        var formats = new ArrayList<AudioFormat>();
        for (var rate : new int[] {48_000, 44_100, 16_000}) {
            for (var bits : new int[] {16, 24}) {
                for (var channels : new int[] {2, 1}) {
                    formats.add(new AudioFormat(rate, bits, channels, true, false));
                }
            }
        }
        return formats;
    }

    private static CaptureException noLine(String name, List<Mixer.Info> mixers) {
        var what = name.isEmpty() ? "any sound line" : "a sound line named '" + name + "'";
        var found =
                mixers.isEmpty()
                        ? "this machine shows none that can record"
                        : "found only "
                                + mixers.stream()
                                        .map(info -> "'" + info.getName() + "'")
                                        .collect(Collectors.joining(", "));
        return new CaptureException(
                CaptureException.Code.NO_LINE,
                "cannot find " + what + ": " + found,
                "plug the microphone in, or set 'capture.source' to line:NAME with one of the names");
    }
}

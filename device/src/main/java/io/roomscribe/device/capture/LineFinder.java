package io.roomscribe.device.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/// Finds the sound line with a name, or of a USB device, and opens it in the first format it really
/// accepts. Formats are found by trying: many drivers say "unknown sample rate" when asked.
///
/// Thread-safe.
final class LineFinder {
    /// Half a second in the line's own buffer: what a busy machine may be late.
    private static final int BUFFER_PARTS_OF_SECOND = 2;

    record Found(String name, TargetDataLine line) {}

    private final SoundSystem system;
    private final UsbCards usb;

    LineFinder(SoundSystem system, UsbCards usb) {
        this.system = system;
        this.usb = usb;
    }

    static LineFinder ofMachine() {
        return new LineFinder(SoundSystem.ofMachine(), UsbCards.ofMachine());
    }

    /// The first line whose name contains `name`.
    Found named(String name) {
        var mixers = system.mixers();
        var wanted = name.toLowerCase(Locale.ROOT);
        var what = name.isEmpty() ? "any sound line" : "a sound line named '" + name + "'";
        return open(
                what,
                mixers,
                info -> info.getName().toLowerCase(Locale.ROOT).contains(wanted),
                "plug the microphone in, or set 'capture.source' to line:NAME with one of the"
                        + " names");
    }

    /// The line of the USB device with a serial number, whatever its card is called now.
    Found withSerial(String serial) {
        var card = usb.cardWithSerial(serial);
        var what = "a USB microphone with serial number '" + serial + "'";
        var hint =
                "plug it in, or set 'capture.source' to usb:SERIAL with one of these: "
                        + (usb.serials().isEmpty()
                                ? "(none)"
                                : String.join(", ", usb.serials().values()));
        // Java names ALSA's devices 'Name [plughw:CARD,DEVICE]'.
        return open(
                what,
                system.mixers(),
                info -> card.isPresent() && info.getName().contains("hw:" + card.getAsInt() + ","),
                hint);
    }

    private Found open(
            String what, List<Mixer.Info> mixers, Predicate<Mixer.Info> isWanted, String hint) {
        var matching = mixers.stream().filter(isWanted).toList();
        if (matching.isEmpty()) {
            throw noLine(what, mixers, hint);
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

    private TargetDataLine open(Mixer.Info info, AudioFormat format)
            throws LineUnavailableException {
        var line = system.line(info, format);
        var bytesPerSecond = (int) (format.getFrameRate() * format.getFrameSize());
        try {
            line.open(format, bytesPerSecond / BUFFER_PARTS_OF_SECOND);
            return line;
        } catch (LineUnavailableException | IllegalArgumentException e) {
            line.close();
            throw e;
        }
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

    private static CaptureException noLine(String what, List<Mixer.Info> mixers, String hint) {
        var found =
                mixers.isEmpty()
                        ? "this machine shows none that can record"
                        : "found only "
                                + mixers.stream()
                                        .map(info -> "'" + info.getName() + "'")
                                        .collect(Collectors.joining(", "));
        return new CaptureException(
                CaptureException.Code.NO_LINE, "cannot find " + what + ": " + found, hint);
    }
}

package io.roomscribe.device.capture;

import java.nio.file.Path;

/// What `capture.source` says: `file:PATH`, `fifo:PATH`, `line` (the system's default), `line:NAME`
/// (the first line whose name contains NAME) or `usb:SERIAL` (the USB device with that number).
///
/// Immutable.
sealed interface SourceSpec {

    record AudioFile(Path path) implements SourceSpec {}

    record Fifo(Path path) implements SourceSpec {}

    /// @param name part of the mixer's name, empty for the default
    record Line(String name) implements SourceSpec {}

    record Usb(String serial) implements SourceSpec {}

    static SourceSpec parse(String text) {
        var colon = text.indexOf(':');
        var kind = colon < 0 ? text : text.substring(0, colon).strip();
        var rest = colon < 0 ? "" : text.substring(colon + 1).strip();
        var hasMore = !rest.isEmpty();
        if (kind.equals("file") && hasMore) {
            return new AudioFile(Path.of(rest));
        }
        if (kind.equals("fifo") && hasMore) {
            return new Fifo(Path.of(rest));
        }
        if (kind.equals("usb") && hasMore) {
            return new Usb(rest);
        }
        if (kind.equals("line")) {
            return new Line(rest);
        }
        throw new CaptureException(
                CaptureException.Code.BAD_SOURCE,
                "cannot capture from '" + text + "': not a kind of source",
                "set 'capture.source' to file:PATH, fifo:PATH, line, line:NAME or usb:SERIAL");
    }
}

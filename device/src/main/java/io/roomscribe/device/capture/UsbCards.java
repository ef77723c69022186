package io.roomscribe.device.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which ALSA card a USB microphone is, by its serial number: the one thing about it that stays
/// when it moves to another socket or comes up in another order. Read from the kernel's
/// `/sys/class/sound` each time.
///
/// Thread-safe.
final class UsbCards {
    private static final Pattern CARD = Pattern.compile("card(\\d+)");

    /// A card's device is a USB interface; its parent, the USB device, has the serial number.
    private static final int PARENTS_MAX = 3;

    private final Path soundClass;

    UsbCards(Path soundClass) {
        this.soundClass = soundClass;
    }

    static UsbCards ofMachine() {
        return new UsbCards(Path.of("/sys/class/sound"));
    }

    OptionalInt cardWithSerial(String serial) {
        return serials().entrySet().stream()
                .filter(card -> card.getValue().equalsIgnoreCase(serial))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /// The serial numbers that are there, by card; cards without one are left out.
    Map<Integer, String> serials() {
        var serials = new TreeMap<Integer, String>();
        try (var entries = Files.newDirectoryStream(soundClass, "card*")) {
            for (var entry : entries) {
                var card = CARD.matcher(String.valueOf(entry.getFileName()));
                if (card.matches()) {
                    serial(entry).ifPresent(it -> serials.put(Integer.parseInt(card.group(1)), it));
                }
            }
        } catch (IOException e) {
            // Not Linux, or no sound at all.
            return Map.of();
        }
        return serials;
    }

    private static Optional<String> serial(Path card) {
        try {
            var device = card.resolve("device").toRealPath();
            for (var i = 0; i < PARENTS_MAX && device != null; i++, device = device.getParent()) {
                var serial = device.resolve("serial");
                if (Files.isReadable(serial)) {
                    return Optional.of(Files.readString(serial).strip());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            // Built in, or unplugged since it was listed.
            return Optional.empty();
        }
    }
}

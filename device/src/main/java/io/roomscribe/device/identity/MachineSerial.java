package io.roomscribe.device.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The serial number that stands on the machine, so that a claim can be for this one only.
public final class MachineSerial {
    /// Raspberry Pi; other machines, where root alone may read it.
    private static final List<String> FILES =
            List.of("proc/device-tree/serial-number", "sys/class/dmi/id/product_serial");

    private MachineSerial() {}

    /// @param root `/`, or another folder in tests
    /// @return empty where the machine tells none
    public static String read(Path root) {
        for (var name : FILES) {
            try {
                var text = Files.readString(root.resolve(name), StandardCharsets.US_ASCII);
                var serial = text.replace("\0", "").strip();
                if (!serial.isEmpty()) {
                    return serial;
                }
            } catch (IOException e) {
                // Not here.
            }
        }
        return "";
    }
}

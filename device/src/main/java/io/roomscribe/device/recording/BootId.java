package io.roomscribe.device.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// The kernel's id of this boot: the same until the machine starts anew.
public final class BootId {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /// Where the kernel has none (not Linux) every process start counts as a boot.
    public static String current() {
        try {
            return Files.readString(KERNEL).strip();
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }
}

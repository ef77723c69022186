package io.roomscribe.device.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// The Raspberry Pi's library, which the Vosk jar does not have.
final class NativeLibraryTest {

    @Test
    void libraryForTheRaspberryPiIsTheOneThatIsPinned() throws Exception {
        var pinned = new Properties();
        try (var in = resource("/linux-aarch64/libvosk.properties")) {
            pinned.load(in);
        }
        var library = bytes("/linux-aarch64/libvosk.so");

        assertThat(library).hasSize(Integer.parseInt(pinned.getProperty("size")));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(library)))
                .isEqualTo(pinned.getProperty("sha256"));
        assertThat(pinned.getProperty("licence")).isEqualTo("Apache-2.0");
        assertThat(
                        new String(
                                bytes("/linux-aarch64/NOTICE"),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("Alpha Cephei", "Apache License");
    }

    /// A 64-bit ELF file for AArch64 (machine 183).
    @Test
    void eachLibraryIsForItsMachine() throws Exception {
        assertThat(machine("/linux-aarch64/libvosk.so")).isEqualTo(183);
        assertThat(machine("/linux-x86-64/libvosk.so")).isEqualTo(62);
    }

    private static int machine(String library) throws IOException {
        try (var in = resource(library)) {
            var head = in.readNBytes(20);
            assertThat(head).startsWith(0x7f, 'E', 'L', 'F', 2);
            return head[18] & 0xff;
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = resource(name)) {
            return in.readAllBytes();
        }
    }

    private static java.io.InputStream resource(String name) {
        return Objects.requireNonNull(
                NativeLibraryTest.class.getResourceAsStream(name), "not on the classpath: " + name);
    }
}

package io.roomscribe.device.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Asks the Raspberry Pi's firmware with a command of its own. Empty where there is no such
/// command, which is every other computer, and when it does not answer in time.
///
/// Thread-safe.
public final class Firmware implements Supplier<Optional<String>> {
    private static final int TIMEOUT_SECONDS = 2;
    private static final int ANSWER_BYTES_MAX = 200;

    private final List<String> command;

    public Firmware(List<String> command) {
        this.command = List.copyOf(command);
    }

    /// The one that Raspberry Pi OS has.
    public static Firmware ofRaspberryPi() {
        return new Firmware(List.of("vcgencmd", "get_throttled"));
    }

    @Override
    public Optional<String> get() {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    return Optional.empty();
                }
                var answer = process.getInputStream().readNBytes(ANSWER_BYTES_MAX);
                return Optional.of(new String(answer, StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

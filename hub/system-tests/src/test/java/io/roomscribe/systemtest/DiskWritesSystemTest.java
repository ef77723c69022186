package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.ReliabilityFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// What a box writes to its card in an hour, from what the kernel counts while it listens to two
/// minutes of speech at a person's pace.
class DiskWritesSystemTest {
    private static final Duration MEASURED = Duration.ofMinutes(2);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /// Audio alone is 115 MB an hour; what goes beyond twice that would wear cards out.
    private static final long BYTES_PER_HOUR_MAX = 400_000_000;

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @Tag("reliability")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: listens for two minutes; run it with -Dslow=true")
    void writesLittleMoreThanTheAudio() {
        try (var campaign = new Campaign(folder, folder.resolve("device"), 1, 1)) {
            campaign.startHub();
            var box = campaign.begin();
            campaign.awaitRecording(box);
            Campaign.pauseMillis(WARM_UP.toMillis());
            var bytes = written(box.pid());
            var audio = campaign.microphone.taken();
            Campaign.pauseMillis(MEASURED.toMillis());
            var bytesMore = written(box.pid()) - bytes;
            var hours = (campaign.microphone.taken() - audio) / (3600.0 * Wav.BYTES_PER_SECOND);

            var perHour = (long) (bytesMore / hours);

            new ReliabilityFigures(
                            "disk-writes",
                            "S12",
                            1,
                            1,
                            Map.of(
                                    "bytesPerHourOfAudio",
                                    perHour,
                                    "measuredSeconds",
                                    MEASURED.toSeconds()))
                    .write();
            assertThat(perHour).isLessThan(BYTES_PER_HOUR_MAX);
        }
    }

    private static long written(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/io")).stream()
                    .filter(line -> line.startsWith("write_bytes:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

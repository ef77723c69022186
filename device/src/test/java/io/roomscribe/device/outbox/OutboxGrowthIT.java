package io.roomscribe.device.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Severity;
import io.roomscribe.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row S12: entries come and go, the file does not grow with them.
@Timeout(1800)
final class OutboxGrowthIT {
    private static final int BATCH = 500;
    private static final long LIVE_TIMES_MAX = 3;
    private static final long BESIDE_MAX = 64L * 1024 * 1024;

    @TempDir Path folder;

    @Test
    @Tag("S12")
    void theFileDoesNotGrowWithWhatWasAcknowledgedAndPurged() throws IOException {
        var entries = Boolean.getBoolean("slow") ? 1_000_000 : 10_000;
        var clock = new ManualClock(Instant.parse("2026-11-22T09:00:00Z"));
        var live = 0L;
        try (var database = Database.open(folder, clock, e -> {})) {
            var outbox = Outbox.open(database, new MessageCodec(), clock, new Random(7));
            for (var sent = 0; sent < entries; sent += BATCH) {
                database.inTransaction(tx -> {
                    for (var i = 0; i < BATCH; i++) {
                        outbox.append(
                                tx,
                                new EntryBody.Health(
                                        "test",
                                        Severity.INFO,
                                        true,
                                        Instant.EPOCH,
                                        "x".repeat(900)));
                    }
                    return true;
                });
                var through = sent + BATCH;
                outbox.acknowledge(through, Optional.empty(), "epoch", false);
                clock.advance(Duration.ofHours(12));
                while (outbox.purge(clock.instant().minus(Duration.ofDays(7)), BATCH) > 0) {
                    // All that is older than the window.
                }
            }
            var position = outbox.position();
            live = (position.last() - position.first() + 1) * 1200;
        }
        var size = Files.size(folder.resolve("roomscribe.mv.db"));
        System.out.println("entries=" + entries + " bytes=" + size + " live=" + live);
        assertThat(size).isLessThan(LIVE_TIMES_MAX * live + BESIDE_MAX);
    }
}

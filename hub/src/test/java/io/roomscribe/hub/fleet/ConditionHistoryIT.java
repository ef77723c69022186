package io.roomscribe.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Severity;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConditionHistoryIT {
    private static final DeviceId BOX = new DeviceId("room-7");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void keepsTheNewestThousandChangesOfEachBox() {
        try (var database = HubDatabase.open(new DataConfig(folder))) {
            database.inTransaction(handle -> {
                for (var second = 0; second < 1005; second++) {
                    ConditionHistory.add(
                            handle,
                            BOX,
                            new EntryBody.Health(
                                    "too-hot",
                                    Severity.WARNING,
                                    second % 2 == 0,
                                    NOW.plusSeconds(second),
                                    "70 degrees"));
                }
                ConditionHistory.add(
                        handle,
                        new DeviceId("room-8"),
                        new EntryBody.Health("no-audio", Severity.ERROR, true, NOW, "silent"));
                return true;
            });
            var fleet = new FleetStore(database);

            assertThat(fleet.history(BOX, 5000)).hasSize(1000);
            assertThat(fleet.history(BOX, 1).getFirst())
                    .isEqualTo(
                            new ConditionChange(
                                    "too-hot",
                                    Severity.WARNING,
                                    true,
                                    "70 degrees",
                                    NOW.plusSeconds(1004)));
            assertThat(fleet.history(new DeviceId("room-8"), 10)).hasSize(1);
        }
    }
}

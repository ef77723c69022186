package io.roomscribe.hub.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ErasureReceipt;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErasureStoreIT {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DeviceId BOX = new DeviceId("box-1");
    private static final ErasureReceipt RECEIPT =
            new ErasureReceipt(
                    new UUID(1, 2),
                    new RoomId("boardroom"),
                    NOON.minusSeconds(60),
                    NOON,
                    NOON,
                    3,
                    3,
                    48_000);

    @TempDir private Path folder;
    private HubDatabase database;
    private ErasureStore store;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        store = new ErasureStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// A box that began a new stream tells again; nothing is left to go by then.
    @Test
    void aReceiptThatIsToldAgainStillSaysHowMuchWent() {
        put(3);
        store.cleaned(store.uncleaned(), NOON);

        put(0);

        assertThat(store.erasures(10))
                .singleElement()
                .satisfies(erasure -> {
                    assertThat(erasure.receipt()).isEqualTo(RECEIPT);
                    assertThat(erasure.segments()).isEqualTo(3);
                    assertThat(erasure.cleanedAt()).isEmpty();
                });
        assertThat(store.uncleaned()).isEqualTo(List.of(RECEIPT.id()));
    }

    private void put(int segments) {
        database.inTransaction(handle -> {
            ErasureStore.put(handle, BOX, RECEIPT, segments, NOON);
            return true;
        });
    }
}

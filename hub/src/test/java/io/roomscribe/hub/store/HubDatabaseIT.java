package io.roomscribe.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubDatabaseIT {
    @TempDir Path folder;

    @Test
    void keepsInstantsToTheMicrosecondInTheHourThatExistsTwice() {
        var inSummerTime = Instant.parse("2026-10-25T00:30:00.123456Z");
        var inWinterTime = Instant.parse("2026-10-25T01:30:00.123456Z");

        try (var database = HubDatabase.open(new DataConfig(folder))) {
            database.inTransaction(handle -> {
                insertEpoch(handle, "summer", inSummerTime);
                insertEpoch(handle, "winter", inWinterTime);
                return true;
            });

            List<Instant> read =
                    database.read(handle ->
                            handle.createQuery(
                                            "select created_at from hub_epoch"
                                                    + " order by created_at")
                                    .mapTo(Instant.class)
                                    .list());
            assertThat(read).containsExactly(inSummerTime, inWinterTime);
        }
    }

    @Test
    void survivesTheInterruptOfAThreadThatWrites() {
        try (var database = HubDatabase.open(new DataConfig(folder))) {
            for (var i = 0; i < 20; i++) {
                var name = "e" + i;
                Thread.currentThread().interrupt();
                try {
                    database.inTransaction(handle -> {
                        insertEpoch(handle, name, Instant.EPOCH);
                        return true;
                    });
                    database.barrier();
                } catch (StoreException interrupted) {
                    // Refusing is fine, closing the database is not.
                } finally {
                    Thread.interrupted();
                }
            }
            database.inTransaction(handle -> {
                insertEpoch(handle, "after", Instant.EPOCH);
                return true;
            });
            database.barrier();

            List<String> read =
                    database.read(handle ->
                            handle.createQuery("select epoch from hub_epoch")
                                    .mapTo(String.class)
                                    .list());
            assertThat(read).contains("after");
        }
    }

    @Test
    void saysThatTheFolderIsNotAFolder() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> HubDatabase.open(new DataConfig(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot write to the data folder " + file)
                .hasMessageContaining("data.folder");
    }

    @Test
    void saysThatTheDatabaseIsBrokenAndLeavesItAlone() throws IOException {
        var file = folder.resolve("hub.mv.db");
        Files.writeString(file, "not a database".repeat(1000));

        assertThatThrownBy(() -> HubDatabase.open(new DataConfig(folder)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot open the database in " + folder);
        assertThat(file).hasSize(14_000);
    }

    private static void insertEpoch(Handle handle, String epoch, Instant at) {
        handle.createUpdate("insert into hub_epoch (epoch, created_at) values (:epoch, :at)")
                .bind("epoch", epoch)
                .bind("at", at)
                .execute();
    }
}

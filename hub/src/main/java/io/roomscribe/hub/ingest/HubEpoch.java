package io.roomscribe.hub.ingest;

import io.roomscribe.hub.store.HubDatabase;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The identity of this database. A box that sees another one sends again from the watermark.
final class HubEpoch {
    private HubEpoch() {}

    /// Reads it, or makes it when the database is new.
    static UUID open(HubDatabase database, RandomGenerator random, Instant now) {
        return database.inTransaction(handle ->
                handle.createQuery(
                                "select epoch from hub_epoch order by created_at desc"
                                        + " fetch first 1 rows only")
                        .mapTo(String.class)
                        .findOne()
                        .map(UUID::fromString)
                        .orElseGet(() -> {
                            var epoch = new UUID(random.nextLong(), random.nextLong());
                            handle.createUpdate(
                                            "insert into hub_epoch"
                                                    + " (epoch, created_at)"
                                                    + " values (:epoch, :now)")
                                    .bind("epoch", epoch.toString())
                                    .bind("now", now)
                                    .execute();
                            return epoch;
                        }));
    }
}

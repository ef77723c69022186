package io.roomscribe.device.outbox;

import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.StreamReason;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// After a database was moved aside: tells the hub that a new stream follows, and sends again
/// whatever could be found in the old file. Nobody knows any more what of it the hub has; the hub
/// recognises it. Recordings and chunks come from the segment files as well.
///
/// Run it before anything else appends.
public final class OutboxSalvage {
    private static final Logger LOG = System.getLogger(OutboxSalvage.class.getName());
    private static final int BATCH = 500;

    private final Database database;
    private final Outbox outbox;
    private final MessageCodec codec;
    private final EntrySource source;

    public OutboxSalvage(Database database, Outbox outbox, MessageCodec codec, EntrySource source) {
        this.database = database;
        this.outbox = outbox;
        this.codec = codec;
        this.source = source;
    }

    /// @param quarantined the unreadable file; it stays where it is
    /// @return how many entries were found in it
    public int run(Path quarantined) {
        var announcement =
                new EntryBody.StreamOpened(Message.NO_STREAM, StreamReason.REBUILT, 0, List.of());
        database.inTransaction(tx -> outbox.append(tx, announcement));
        var bodies = found(quarantined);
        for (var from = 0; from < bodies.size(); from += BATCH) {
            var batch = bodies.subList(from, Math.min(bodies.size(), from + BATCH));
            database.inTransaction(tx -> {
                for (var body : batch) {
                    source.restored(tx, body, outbox.append(tx, body));
                }
                return batch.size();
            });
        }
        LOG.log(
                Level.WARNING,
                "Database was rebuilt, entries found in the old one go again entries={0} file={1}",
                bodies.size(),
                quarantined);
        return bodies.size();
    }

    private List<EntryBody> found(Path quarantined) {
        try {
            var bodies = new ArrayList<EntryBody>();
            for (var payload : SalvageScan.of(quarantined, codec)) {
                add(bodies, codec.decodeBody(payload));
            }
            return SalvageOrder.of(bodies);
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, "Old database cannot be read at all file={0}", quarantined);
            return List.of();
        }
    }

    private static void add(List<EntryBody> bodies, EntryBody body) {
        switch (body) {
            case EntryBody.Tombstone tombstone -> bodies.addAll(tombstone.instead());
            case EntryBody.StreamOpened _ -> {
                // Of a life that is over.
            }
            default -> bodies.add(body);
        }
    }
}

package io.roomscribe.hub.release;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.EntryBody;

/// Writes what boxes say about their updates.
///
/// Called by ingest's committer.
public final class UpdateEntries implements EntryHandler {
    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Update update) {
            RolloutStore.told(transaction.handle(), device, update, transaction.now());
            transaction
                    .handle()
                    .createQuery("select room_id from device where id = :device")
                    .bind("device", device.value())
                    .mapTo(String.class)
                    .findOne()
                    .map(RoomId::new)
                    .ifPresent(
                            room -> transaction.publish(new HubEvent.DeviceChanged(room, device)));
        }
    }
}

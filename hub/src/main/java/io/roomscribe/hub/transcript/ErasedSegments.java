package io.roomscribe.hub.transcript;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.message.Stretch;

/// Takes out of the transcripts what a box has erased; a gap stands in its place.
///
/// Called by ingest's committer.
final class ErasedSegments {
    private ErasedSegments() {}

    static void erase(IngestTransaction transaction, DeviceId device, EntryBody.Erased erased) {
        for (var stretch : erased.stretches()) {
            transaction
                    .handle()
                    .createUpdate(
                            """
                            delete from segment
                            where recording_id = :recording and first_sample < :end
                                and first_sample + samples > :first
                            """)
                    .bind("recording", stretch.recording().toString())
                    .bind("first", stretch.firstSample())
                    .bind("end", stretch.firstSample() + stretch.samples())
                    .execute();
            addGap(transaction, device, stretch);
        }
        transaction.publish(new HubEvent.GapAdded(erased.receipt().room()));
    }

    private static void addGap(IngestTransaction transaction, DeviceId device, Stretch stretch) {
        Recordings.find(transaction.handle(), stretch.recording())
                .ifPresent(recording -> {
                    var startedAt = recording.at(stretch.firstSample());
                    transaction
                            .handle()
                            .createUpdate(
                                    """
                                    insert into gap
                                        (room_id, device_id, started_at, ended_at, reason)
                                    values (:room, :device, :startedAt, :endedAt, :reason)
                                    """)
                            .bind("room", recording.room().value())
                            .bind("device", device.value())
                            .bind("startedAt", startedAt)
                            .bind("endedAt", startedAt.plus(Audio.duration(stretch.samples())))
                            .bind("reason", GapReason.ERASED.word())
                            .execute();
                });
    }
}

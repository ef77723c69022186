package io.roomscribe.hub.summary;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Stretch;

/// Takes out the revisions that have read what is erased, all of them, and has the meeting's
/// minutes made anew from what is left. Comes before the handler that deletes the segments.
///
/// Called by ingest's committer.
public final class ErasedSummaries implements EntryHandler {

    private record Touched(String meeting, long firstNumber) {}

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Erased erased) {
            for (var stretch : erased.stretches()) {
                erase(transaction, stretch, erased);
            }
        }
    }

    private static void erase(
            IngestTransaction transaction, Stretch stretch, EntryBody.Erased erased) {
        var touched =
                transaction
                        .handle()
                        .createQuery(
                                """
                                select meeting_id, min(number) as first_number from segment
                                where recording_id = :recording and first_sample < :end
                                    and first_sample + samples > :first
                                group by meeting_id
                                """)
                        .bind("recording", stretch.recording().toString())
                        .bind("first", stretch.firstSample())
                        .bind("end", stretch.firstSample() + stretch.samples())
                        .map((row, context) ->
                                new Touched(
                                        row.getString("meeting_id"), row.getLong("first_number")))
                        .list();
        for (var one : touched) {
            erase(transaction, one);
            transaction.publish(
                    new HubEvent.MeetingChanged(erased.receipt().room(), one.meeting()));
        }
    }

    /// First the meeting's row, which whoever adds a revision locks too: none slips in between.
    private static void erase(IngestTransaction transaction, Touched touched) {
        transaction
                .handle()
                .createUpdate("update meeting set erasures = erasures + 1 where id = :meeting")
                .bind("meeting", touched.meeting())
                .execute();
        transaction
                .handle()
                .createUpdate(
                        """
                        delete from summary_revision
                        where meeting_id = :meeting and through_number >= :first
                        """)
                .bind("meeting", touched.meeting())
                .bind("first", touched.firstNumber())
                .execute();
    }
}

package io.roomscribe.hub.summary;

import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.transcript.ErasedSegments;
import io.roomscribe.hub.transcript.ErasedSegments.Touched;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;

/// Takes out the revisions that have read what is erased, all of them; the minutes are made anew
/// from what is left. Comes before the handler that deletes the segments.
///
/// Called by ingest's committer.
public final class ErasedSummaries implements EntryHandler {

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Erased erased) {
            for (var stretch : erased.stretches()) {
                ErasedSegments.touched(transaction.handle(), stretch)
                        .forEach(one -> erase(transaction, one));
            }
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

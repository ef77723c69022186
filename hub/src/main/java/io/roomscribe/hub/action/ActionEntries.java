package io.roomscribe.hub.action;

import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.SegmentMoves;
import io.roomscribe.hub.transcript.ErasedSegments;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Keeps what is said about action items where their sentences are: it goes when those are erased,
/// and into another meeting when those go there. Comes before the handler that deletes the
/// segments.
///
/// Stateless; called by ingest's committer, and inside the transactions that move segments.
public final class ActionEntries implements EntryHandler, SegmentMoves {

    /// An item's text may come from any sentence of the meeting, so all of the meeting's go.
    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Erased erased) {
            for (var stretch : erased.stretches()) {
                for (var touched : ErasedSegments.touched(transaction.handle(), stretch)) {
                    transaction
                            .handle()
                            .createUpdate("delete from action_state where meeting_id = :meeting")
                            .bind("meeting", touched.meeting())
                            .execute();
                }
            }
        }
    }

    /// What rests on no sentence stays in both.
    @Override
    public void moved(Handle handle, String fromMeeting, String toMeeting, Set<Long> segments) {
        handle.createUpdate(
                        """
                        insert into action_state
                            (meeting_id, text, segments, changed_at, changed_by)
                        select :to, text, segments, changed_at, changed_by from action_state
                        where meeting_id = :from
                        """)
                .bind("from", fromMeeting)
                .bind("to", toMeeting)
                .execute();
    }
}

package io.roomscribe.hub.followup;

import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.SegmentMoves;
import io.roomscribe.hub.transcript.ErasedSegments;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Lets go of what quotes a meeting of which something is erased, or moved elsewhere; decisions are
/// compared again when its minutes are. Comes before the handler that deletes the segments.
///
/// Stateless; called by ingest's committer, and inside the transactions that move segments.
public final class FollowUpEntries implements EntryHandler, SegmentMoves {

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Erased erased) {
            for (var stretch : erased.stretches()) {
                for (var touched : ErasedSegments.touched(transaction.handle(), stretch)) {
                    ContradictionStore.forgetAll(transaction.handle(), touched.meeting());
                }
            }
        }
    }

    @Override
    public void moved(Handle handle, String fromMeeting, String toMeeting, Set<Long> segments) {
        ContradictionStore.forgetAll(handle, fromMeeting);
        ContradictionStore.forgetAll(handle, toMeeting);
    }
}

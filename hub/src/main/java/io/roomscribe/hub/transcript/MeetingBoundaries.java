package io.roomscribe.hub.transcript;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.message.EndReason;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Decides where meetings begin and end; told of everything that bears on it, in order, inside the
/// transaction that applies it. Lives here because a segment cannot be stored without its meeting.
public interface MeetingBoundaries {
    /// The meeting that speech between two instants belongs to; begins one when there is none.
    String meetingFor(IngestTransaction transaction, Recording recording, Instant from, Instant to);

    /// Everything said in a recording up to `through` has come.
    void heardThrough(IngestTransaction transaction, Recording recording, Instant through);

    /// A recording ended; everything said in it has come.
    void recordingEnded(
            IngestTransaction transaction, Recording recording, Instant at, EndReason reason);

    /// A recording was re-timed, and with it what was said in it, in these meetings.
    void recordingMoved(IngestTransaction transaction, Recording recording, List<String> meetings);

    /// Something that was said in these meetings was erased, and all that was made of it.
    void erased(IngestTransaction transaction, Collection<String> meetings);
}

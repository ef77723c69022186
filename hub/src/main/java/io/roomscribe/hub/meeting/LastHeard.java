package io.roomscribe.hub.meeting;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.CutRule.Place;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RecordingId;
import java.time.Instant;
import java.util.Optional;

/// The end of what was last said in a meeting.
///
/// Immutable.
///
/// @param isClockGood whether its box knew the time
record LastHeard(Instant at, Place place, boolean isClockGood) {

    static Optional<LastHeard> of(IngestTransaction transaction, Meeting meeting) {
        return transaction
                .handle()
                .createQuery(
                        """
                        select s.ended_at, s.recording_id, s.first_sample + s.samples as sample,
                            r.clock
                        from segment s left join recording r on r.id = s.recording_id
                        where s.meeting_id = :meeting
                        order by s.ended_at desc fetch first 1 rows only
                        """)
                .bind("meeting", meeting.id())
                .map((row, context) ->
                        new LastHeard(
                                HubDatabase.instant(row, "ended_at"),
                                new Place(
                                        RecordingId.parse(row.getString("recording_id")),
                                        row.getLong("sample")),
                                !"unsynced".equals(row.getString("clock"))))
                .findOne();
    }

    /// Whether the hub's clock says nothing about where its recording is.
    boolean isBeyond(Instant now) {
        return !isClockGood || at.isAfter(now);
    }
}

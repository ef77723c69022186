package io.roomscribe.hub.acceptance;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.HubKey;
import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.microphone.MicReport;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Completes what a box says of an acceptance with the hub's rows, and signs it. The utterances
/// come before it in the box's sequence, so they are there, however long the box was offline.
///
/// Stateless; called by ingest's committer, after the transcript's.
public final class AcceptanceEntries implements EntryHandler {
    private final HubKey key;

    public AcceptanceEntries(HubKey key) {
        this.key = key;
    }

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        if (entry instanceof EntryBody.Acceptance accepted) {
            var handle = transaction.handle();
            var report =
                    new AcceptanceReport(
                            device,
                            roomName(handle, accepted),
                            MicReport.verdict(accepted.noiseDbfs(), accepted.heard()).word(),
                            accepted,
                            segments(handle, accepted),
                            transaction.now());
            AcceptanceStore.insert(handle, report, SignedReport.of(report, key));
            transaction.publish(new HubEvent.DeviceChanged(accepted.room(), device));
        }
    }

    private static String roomName(Handle handle, EntryBody.Acceptance accepted) {
        return handle.createQuery("select name from room where id = :room")
                .bind("room", accepted.room().value())
                .mapTo(String.class)
                .findOne()
                .orElse(accepted.room().value());
    }

    /// Those that lie in the stretch by more than half, as the box counted them.
    private static List<AcceptanceReport.Row> segments(
            Handle handle, EntryBody.Acceptance accepted) {
        var stretch = accepted.heard().stretch();
        return handle.createQuery(
                        """
                        select number, meeting_id from segment
                        where recording_id = :recording
                            and first_sample < :end and first_sample + samples > :first
                            and 2 * (least(first_sample + samples, :end)
                                - greatest(first_sample, :first)) > samples
                        order by first_sample
                        """)
                .bind("recording", stretch.recording().toString())
                .bind("first", stretch.firstSample())
                .bind("end", stretch.endSample())
                .map((row, context) ->
                        new AcceptanceReport.Row(
                                row.getLong("number"), row.getString("meeting_id")))
                .list();
    }
}

package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.Message.Range;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Which entries will never come, and why: nothing is missing without a row that says so.
///
/// Stateless.
final class LostEntries {
    private LostEntries() {}

    static void insert(
            Handle handle,
            DeviceId device,
            StreamId stream,
            Range range,
            String reason,
            Instant now) {
        handle.createUpdate(
                        """
                        insert into lost_entries
                            (device_id, stream, from_sequence, to_sequence, reason, lost_at)
                        values (:device, :stream, :from, :to, :reason, :now)
                        on conflict do nothing
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("from", range.from())
                .bind("to", range.to())
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }

    /// Oldest first.
    static List<Range> of(Handle handle, DeviceId device, StreamId stream) {
        return handle.createQuery(
                        """
                        select from_sequence, to_sequence from lost_entries
                        where device_id = :device and stream = :stream order by from_sequence
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .map((row, context) -> new Range(row.getLong(1), row.getLong(2)))
                .list();
    }
}

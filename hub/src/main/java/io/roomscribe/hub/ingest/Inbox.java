package io.roomscribe.hub.ingest;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.Message.Range;
import io.roomscribe.protocol.message.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The inbox and stream tables.
///
/// Stateless.
final class Inbox {
    /// More than a frame's worth of holes is a device in trouble; the ack stays small.
    private static final int RANGES_MAX = 50;

    private Inbox() {}

    /// A stream's row.
    ///
    /// @param throughHash empty when what came before was never received
    record Watermark(long through, String throughHash) {}

    static Optional<Watermark> watermark(Handle handle, DeviceId device, StreamId stream) {
        return handle.createQuery(
                        """
                        select through, through_hash from stream
                        where device_id = :device and stream = :stream
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .map((row, context) -> new Watermark(row.getLong(1), row.getString(2)))
                .findOne();
    }

    static void create(
            Handle handle, DeviceId device, StreamId stream, Watermark watermark, Instant now) {
        handle.createUpdate(
                        """
                        insert into stream (device_id, stream, through, through_hash, seen_at)
                        values (:device, :stream, :through, :hash, :now)
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("through", watermark.through())
                .bind("hash", watermark.throughHash())
                .bind("now", now)
                .execute();
    }

    static void update(
            Handle handle, DeviceId device, StreamId stream, Watermark watermark, Instant now) {
        handle.createUpdate(
                        """
                        update stream set through = :through, through_hash = :hash, seen_at = :now
                        where device_id = :device and stream = :stream
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("through", watermark.through())
                .bind("hash", watermark.throughHash())
                .bind("now", now)
                .execute();
    }

    static void alarm(Handle handle, DeviceId device, StreamId stream, String alarm) {
        handle.createUpdate(
                        """
                        update stream set alarm = :alarm
                        where device_id = :device and stream = :stream
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("alarm", alarm)
                .execute();
    }

    /// The hashes of those of a frame's sequences that are known.
    static Map<Long, String> known(Handle handle, DeviceId device, StreamId stream, Range range) {
        var known = new HashMap<Long, String>();
        handle.createQuery(
                        """
                        select sequence, hash from inbox
                        where device_id = :device and stream = :stream
                        and sequence between :from and :to
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("from", range.from())
                .bind("to", range.to())
                .map((row, context) -> known.put(row.getLong(1), row.getString(2)))
                .list();
        return known;
    }

    /// Stores an entry whose turn has not come. Its payload stays until the chain has proven it.
    static void insertWaiting(
            Handle handle,
            DeviceId device,
            StreamId stream,
            Entry entry,
            boolean applied,
            Instant now) {
        insert(handle, device, stream, entry, entry.payload(), applied, now);
    }

    /// Stores an entry that is not known yet.
    static void insert(
            Handle handle,
            DeviceId device,
            StreamId stream,
            Entry entry,
            boolean applied,
            Instant now) {
        insert(handle, device, stream, entry, applied ? "" : entry.payload(), applied, now);
    }

    private static void insert(
            Handle handle,
            DeviceId device,
            StreamId stream,
            Entry entry,
            String payload,
            boolean applied,
            Instant now) {
        handle.createUpdate(
                        """
                        insert into inbox
                            (device_id, stream, sequence, hash, payload, applied, received_at)
                        values (:device, :stream, :sequence, :hash, :payload, :applied, :now)
                        on conflict do nothing
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("sequence", entry.sequence())
                .bind("hash", entry.hash())
                .bind("payload", payload)
                .bind("applied", applied)
                .bind("now", now)
                .execute();
    }

    static void markApplied(Handle handle, DeviceId device, StreamId stream, long sequence) {
        handle.createUpdate(
                        """
                        update inbox set applied = true, payload = ''
                        where device_id = :device and stream = :stream and sequence = :sequence
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("sequence", sequence)
                .execute();
    }

    static void delete(Handle handle, DeviceId device, StreamId stream, long sequence) {
        handle.createUpdate(
                        """
                        delete from inbox
                        where device_id = :device and stream = :stream and sequence = :sequence
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("sequence", sequence)
                .execute();
    }

    /// @param isApplied text that was shown ahead of its turn; only its proof waits
    record Waiting(Entry entry, boolean isApplied) {}

    /// An entry that waits for the ones before it.
    static Optional<Waiting> waiting(
            Handle handle, DeviceId device, StreamId stream, long sequence) {
        return handle.createQuery(
                        """
                        select sequence, payload, hash, applied from inbox
                        where device_id = :device and stream = :stream and sequence = :sequence
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("sequence", sequence)
                .map((row, context) ->
                        new Waiting(
                                new Entry(row.getLong(1), row.getString(2), row.getString(3)),
                                row.getBoolean(4)))
                .findOne();
    }

    /// The highest sequence above the watermark, 0 when there is none.
    static long highestWaiting(Handle handle, DeviceId device, StreamId stream, long through) {
        return handle.createQuery(
                        """
                        select coalesce(max(sequence), 0) from inbox
                        where device_id = :device and stream = :stream and sequence > :through
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .bind("through", through)
                .mapTo(Long.class)
                .one();
    }

    /// What is committed above the watermark, ascending.
    static List<Range> beyond(Handle handle, DeviceId device, StreamId stream, long through) {
        var ranges = new ArrayList<Range>();
        var sequences =
                handle.createQuery(
                                """
                                select sequence from inbox
                                where device_id = :device and stream = :stream
                                and sequence > :through
                                order by sequence
                                """)
                        .bind("device", device.value())
                        .bind("stream", stream.toString())
                        .bind("through", through)
                        .mapTo(Long.class)
                        .list();
        for (var sequence : sequences) {
            if (!ranges.isEmpty() && ranges.getLast().to() + 1 == sequence) {
                ranges.set(ranges.size() - 1, new Range(ranges.getLast().from(), sequence));
            } else {
                ranges.add(new Range(sequence, sequence));
            }
        }
        return ranges.size() > RANGES_MAX ? ranges.subList(0, RANGES_MAX) : ranges;
    }

    /// The stream that a box used last before `stream`.
    static Optional<StreamId> before(Handle handle, DeviceId device, StreamId stream) {
        return handle.createQuery(
                        """
                        select stream from stream where device_id = :device and stream <> :stream
                        order by seen_at desc fetch first 1 rows only
                        """)
                .bind("device", device.value())
                .bind("stream", stream.toString())
                .mapTo(String.class)
                .findOne()
                .map(StreamId::parse);
    }

    /// Each box's newest stream.
    static Map<DeviceId, StreamId> newestStreams(Handle handle) {
        var streams = new HashMap<DeviceId, StreamId>();
        handle.createQuery("select device_id, stream from stream order by seen_at")
                .map((row, context) ->
                        streams.put(
                                new DeviceId(row.getString(1)), StreamId.parse(row.getString(2))))
                .list();
        return streams;
    }

    /// Payloads that were kept aside, which nobody has looked into, and that name a recording of
    /// which something was erased.
    static void erase(Handle handle, DeviceId device, List<Stretch> stretches) {
        for (var stretch : stretches) {
            handle.createUpdate(
                            """
                            update inbox set payload = ''
                            where device_id = :device and not applied
                                and payload like :recording
                            """)
                    .bind("device", device.value())
                    .bind("recording", "%" + stretch.recording() + "%")
                    .execute();
        }
    }
}

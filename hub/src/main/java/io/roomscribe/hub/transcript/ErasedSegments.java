package io.roomscribe.hub.transcript;

import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.GapReason;
import io.roomscribe.protocol.message.Stretch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Takes out of the transcripts what a box has erased; a gap stands in its place. Says what that
/// will be to those who come before it.
///
/// Called by ingest's committer.
public final class ErasedSegments {
    private ErasedSegments() {}

    /// What a stretch takes out of a meeting.
    ///
    /// @param firstNumber lowest number of the segments that go
    /// @param segments how many go
    public record Touched(String meeting, long firstNumber, int segments) {}

    /// What [#erase] will take out.
    public static List<Touched> touched(Handle handle, Stretch stretch) {
        return handle.createQuery(
                        """
                        select meeting_id, min(number) as first_number, count(*) as segments
                        from segment
                        where recording_id = :recording and first_sample < :end
                            and first_sample + samples > :first
                        group by meeting_id
                        """)
                .bind("recording", stretch.recording().toString())
                .bind("first", stretch.firstSample())
                .bind("end", stretch.firstSample() + stretch.samples())
                .map((row, context) ->
                        new Touched(
                                row.getString("meeting_id"),
                                row.getLong("first_number"),
                                row.getInt("segments")))
                .list();
    }

    /// @return the meetings in which something was
    static Set<String> erase(
            IngestTransaction transaction, DeviceId device, EntryBody.Erased erased) {
        var meetings = new LinkedHashSet<String>();
        for (var stretch : erased.stretches()) {
            touched(transaction.handle(), stretch)
                    .forEach(one -> {
                        meetings.add(one.meeting());
                        ChangeLog.meeting(transaction.handle(), one.meeting());
                    });
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
        return meetings;
    }

    private static void addGap(IngestTransaction transaction, DeviceId device, Stretch stretch) {
        Recordings.find(transaction.handle(), stretch.recording())
                .ifPresent(recording -> {
                    var startedAt = recording.at(stretch.firstSample());
                    var gap =
                            new EntryBody.Gap(
                                    recording.room(),
                                    startedAt,
                                    startedAt.plus(Audio.duration(stretch.samples())),
                                    GapReason.ERASED);
                    removeWithin(transaction.handle(), device, gap);
                    TranscriptEntries.insertGap(transaction, device, gap);
                });
    }

    /// An erasure that is told again, or of more, leaves one gap.
    private static void removeWithin(Handle handle, DeviceId device, EntryBody.Gap gap) {
        handle.createUpdate(
                        """
                        delete from gap
                        where room_id = :room and device_id = :device and reason = :reason
                            and started_at >= :startedAt and ended_at <= :endedAt
                        """)
                .bind("room", gap.room().value())
                .bind("device", device.value())
                .bind("reason", gap.reason().word())
                .bind("startedAt", gap.startedAt())
                .bind("endedAt", gap.endedAt())
                .execute();
    }
}

package io.roomscribe.hub.transcript;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.store.ChangeLog;
import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.EntryBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Writes what boxes send of a transcript: recordings, segments, chunks and gaps.
///
/// Stateless; called by ingest's committer.
public final class TranscriptEntries implements EntryHandler {
    private final MeetingBoundaries boundaries;

    public TranscriptEntries(MeetingBoundaries boundaries) {
        this.boundaries = boundaries;
    }

    @Override
    public void apply(IngestTransaction transaction, DeviceId device, EntryBody entry) {
        switch (entry) {
            case EntryBody.RecordingStarted started ->
                    Recordings.insert(transaction.handle(), device, started);
            case EntryBody.RecordingEnded ended -> end(transaction, ended);
            case EntryBody.RecordingRetimed retimed ->
                    Retiming.apply(transaction, retimed)
                            .ifPresent(moved -> told(transaction, moved));
            case EntryBody.Utterance utterance -> addSegment(transaction, device, utterance);
            case EntryBody.Chunk chunk -> addChunk(transaction, device, chunk);
            case EntryBody.Gap gap -> addGap(transaction, device, gap);
            case EntryBody.AudioRemoved removed -> addRemoval(transaction, device, removed);
            case EntryBody.Health _,
                    EntryBody.Update _,
                    EntryBody.Acceptance _,
                    EntryBody.Tombstone _,
                    EntryBody.StreamOpened _ -> {
                // The fleet's, and ingest's.
            }
            case EntryBody.Mark mark -> addMark(transaction, device, mark);
            case EntryBody.Erased erased ->
                    boundaries.erased(
                            transaction, ErasedSegments.erase(transaction, device, erased));
        }
    }

    private static void addMark(
            IngestTransaction transaction, DeviceId device, EntryBody.Mark mark) {
        transaction
                .handle()
                .createUpdate(
                        """
                        insert into mark (room_id, device_id, marked_at, label)
                        values (:room, :device, :at, :label)
                        """)
                .bind("room", mark.room().value())
                .bind("device", device.value())
                .bind("at", mark.at())
                .bind("label", mark.label())
                .execute();
        transaction.publish(new HubEvent.GapAdded(mark.room()));
    }

    private void end(IngestTransaction transaction, EntryBody.RecordingEnded ended) {
        Recordings.find(transaction.handle(), ended.recording())
                .ifPresent(recording -> {
                    Recordings.end(
                            transaction.handle(), recording.id(), ended.samples(), ended.reason());
                    boundaries.recordingEnded(
                            transaction, recording, recording.at(ended.samples()), ended.reason());
                });
    }

    private void told(IngestTransaction transaction, Retiming.Moved moved) {
        moved.meetings().forEach(one -> ChangeLog.meeting(transaction.handle(), one));
        boundaries.recordingMoved(transaction, moved.recording(), moved.meetings());
    }

    private void addSegment(
            IngestTransaction transaction, DeviceId device, EntryBody.Utterance said) {
        var recording =
                Recordings.known(
                        transaction,
                        device,
                        said.recording(),
                        said.firstSample(),
                        said.startedAt());
        // Where the recording lies decides, not when the box wrote this: it may have been re-timed.
        var startedAt = recording.at(said.firstSample());
        var endedAt = startedAt.plus(Audio.duration(said.samples()));
        var capturedAt = startedAt.plus(Duration.between(said.startedAt(), said.capturedAt()));
        var meeting = boundaries.meetingFor(transaction, recording, startedAt, endedAt);
        insert(transaction, said, meeting, startedAt, capturedAt)
                .ifPresent(number -> {
                    ChangeLog.segment(transaction.handle(), meeting, number);
                    spell(transaction, recording, said, number);
                    transaction.publish(
                            new HubEvent.SegmentAdded(recording.room(), meeting, number));
                });
    }

    /// Writes it as the room does, and keeps what the box had heard.
    private static void spell(
            IngestTransaction transaction,
            Recording recording,
            EntryBody.Utterance said,
            long number) {
        var vocabulary = EditRows.words(transaction.handle(), recording.room());
        var text = RoomWords.applied(vocabulary, said.text());
        if (!text.equals(said.text())) {
            EditRows.write(
                    transaction.handle(),
                    new EditRows.Now(number, said.text(), SegmentJson.write(said.words())),
                    text,
                    WordTimes.of(said.words(), text),
                    SegmentEdit.Kind.VOCABULARY,
                    "",
                    transaction.now());
        }
    }

    /// The new segment's number, empty when there is one at this place already.
    private static Optional<Long> insert(
            IngestTransaction transaction,
            EntryBody.Utterance said,
            String meeting,
            Instant startedAt,
            Instant capturedAt) {
        return transaction
                .handle()
                .createUpdate(
                        """
                        insert into segment
                            (meeting_id, recording_id, first_sample, samples, started_at, ended_at,
                             captured_at, speaker, language, model, text, words, vector)
                        values (:meeting, :recording, :firstSample, :samples, :startedAt, :endedAt,
                            :capturedAt, '', :language, :model, :text, :words, :vector)
                        on conflict do nothing
                        """)
                .bind("meeting", meeting)
                .bind("recording", said.recording().toString())
                .bind("firstSample", said.firstSample())
                .bind("samples", said.samples())
                .bind("startedAt", startedAt)
                .bind("endedAt", startedAt.plus(Audio.duration(said.samples())))
                .bind("capturedAt", capturedAt)
                .bind("language", said.language())
                .bind("model", said.model())
                .bind("text", said.text())
                .bind("words", SegmentJson.write(said.words()))
                .bind("vector", SegmentJson.write(said.speaker()))
                .executeAndReturnGeneratedKeys("number")
                .mapTo(Long.class)
                .findOne();
    }

    private void addChunk(IngestTransaction transaction, DeviceId device, EntryBody.Chunk chunk) {
        var recording =
                Recordings.known(
                        transaction,
                        device,
                        chunk.chunk().recording(),
                        chunk.firstSample(),
                        chunk.startedAt());
        transaction
                .handle()
                .createUpdate(
                        """
                        insert into chunk
                            (id, recording_id, first_sample, samples, started_at, hash, peak_dbfs,
                             rms_dbfs)
                        values (:id, :recording, :firstSample, :samples, :startedAt, :hash, :peak,
                            :rms)
                        on conflict do nothing
                        """)
                .bind("id", chunk.chunk().toString())
                .bind("recording", recording.id().toString())
                .bind("firstSample", chunk.firstSample())
                .bind("samples", chunk.samples())
                .bind("startedAt", recording.at(chunk.firstSample()))
                .bind("hash", chunk.hash())
                .bind("peak", chunk.peakDbfs())
                .bind("rms", chunk.rmsDbfs())
                .execute();
        boundaries.heardThrough(
                transaction, recording, recording.at(chunk.firstSample() + chunk.samples()));
    }

    private static void addRemoval(
            IngestTransaction transaction, DeviceId device, EntryBody.AudioRemoved removed) {
        transaction
                .handle()
                .createUpdate(
                        """
                        insert into audio_removal
                            (recording_id, device_id, first_sample, samples, reason, removed_at)
                        values (:recording, :device, :firstSample, :samples, :reason, :removedAt)
                        """)
                .bind("recording", removed.recording().toString())
                .bind("device", device.value())
                .bind("firstSample", removed.firstSample())
                .bind("samples", removed.samples())
                .bind("reason", removed.reason().word())
                .bind("removedAt", removed.at())
                .execute();
    }

    private static void addGap(IngestTransaction transaction, DeviceId device, EntryBody.Gap gap) {
        if (isKnown(transaction, device, gap)) {
            return;
        }
        insertGap(transaction, device, gap);
    }

    static void insertGap(IngestTransaction transaction, DeviceId device, EntryBody.Gap gap) {
        transaction
                .handle()
                .createUpdate(
                        """
                        insert into gap (room_id, device_id, started_at, ended_at, reason)
                        values (:room, :device, :startedAt, :endedAt, :reason)
                        """)
                .bind("room", gap.room().value())
                .bind("device", device.value())
                .bind("startedAt", gap.startedAt())
                .bind("endedAt", gap.endedAt())
                .bind("reason", gap.reason().word())
                .execute();
        transaction.publish(new HubEvent.GapAdded(gap.room()));
    }

    /// A box that began a new stream tells again what this hub may know.
    private static boolean isKnown(
            IngestTransaction transaction, DeviceId device, EntryBody.Gap gap) {
        return transaction
                        .handle()
                        .createQuery(
                                """
                                select count(*) from gap
                                where room_id = :room and device_id = :device
                                and started_at = :startedAt and reason = :reason
                                """)
                        .bind("room", gap.room().value())
                        .bind("device", device.value())
                        .bind("startedAt", gap.startedAt())
                        .bind("reason", gap.reason().word())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}

package io.roomscribe.hub.dashboard.live;

import io.roomscribe.hub.dashboard.api.ApiShapes.MeetingShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.RevisionShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.SegmentShape;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.RoomId;
import java.util.Optional;

/// Fills events up from the stores and writes them.
///
/// Confined to the connection's thread.
final class LiveWriter {
    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final SpeakerStore speakers;
    private final SummaryStore summaries;
    private final LiveSink sink;

    LiveWriter(
            MeetingStore meetings,
            TranscriptStore transcripts,
            SpeakerStore speakers,
            SummaryStore summaries,
            LiveSink sink) {
        this.speakers = speakers;
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.summaries = summaries;
        this.sink = sink;
    }

    void beat(String comment) {
        sink.beat(comment);
    }

    void write(HubEvent event) {
        message(event).ifPresent(this::write);
    }

    void write(LiveMessage message) {
        sink.write(message);
    }

    /// Everything of a meeting that is newer than segment `after`.
    void catchUp(String meeting, long after) {
        var found = meetings.meeting(meeting);
        if (found.isEmpty()) {
            return;
        }
        var room = found.get().room();
        var who = speakers.speakers(meeting);
        for (var segment : transcripts.segmentsAfter(meeting, after)) {
            write(
                    new LiveMessage.Segment(
                            room.value(), SegmentShape.of(segment, who.nameOf(segment.speaker()))));
        }
        summary(room, meeting).ifPresent(this::write);
        write(new LiveMessage.Meeting(room.value(), MeetingShape.of(found.get())));
    }

    private Optional<LiveMessage> message(HubEvent event) {
        return switch (event) {
            case HubEvent.PartialHeard(var room, var device, var text, var capturedAt) ->
                    Optional.of(
                            new LiveMessage.Partial(
                                    room.value(), device.value(), text, capturedAt));
            case HubEvent.LevelHeard(var room, var device, var peak, var rms) ->
                    Optional.of(new LiveMessage.Level(room.value(), device.value(), peak, rms));
            case HubEvent.SegmentAdded(var room, _, var number) ->
                    transcripts
                            .segment(number)
                            .map(segment -> SegmentShape.of(segment, name(segment)))
                            .map(segment -> new LiveMessage.Segment(room.value(), segment));
            case HubEvent.SpeakerHeard(var room, var meeting, var number) ->
                    transcripts
                            .segment(number)
                            .map(segment ->
                                    new LiveMessage.Speaker(
                                            room.value(),
                                            meeting,
                                            number,
                                            segment.speaker(),
                                            name(segment)));
            case HubEvent.SpeakersChanged(var room, var meeting) ->
                    Optional.of(new LiveMessage.Speakers(room.value(), meeting));
            case HubEvent.TranscriptChanged(var room, var meeting) ->
                    Optional.of(new LiveMessage.Transcript(room.value(), meeting));
            case HubEvent.GapAdded(var room) -> Optional.of(new LiveMessage.Gap(room.value()));
            case HubEvent.MeetingChanged(var room, var meeting) ->
                    meetings.meeting(meeting)
                            .map(MeetingShape::of)
                            .map(shape -> new LiveMessage.Meeting(room.value(), shape));
            case HubEvent.SummaryRevised(var room, var meeting, _) -> summary(room, meeting);
            case HubEvent.DeviceChanged(var room, var device) ->
                    Optional.of(new LiveMessage.Device(room.value(), device.value()));
        };
    }

    /// What to show for its speaker. Nobody needs to be looked up for a segment that is nobody's
    /// yet.
    private String name(Segment segment) {
        var label = segment.speaker();
        return label.isEmpty() || label.equals(Speakers.UNSURE)
                ? label
                : speakers.nameOf(segment.meeting(), label);
    }

    private Optional<LiveMessage> summary(RoomId room, String meeting) {
        return summaries
                .latest(meeting)
                .map(RevisionShape::withoutMinutes)
                .map(revision -> new LiveMessage.Summary(room.value(), revision));
    }
}

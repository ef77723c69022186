package io.roomscribe.hub.event;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import java.time.Instant;

/// Something has just changed. Whoever needs the whole truth reads it from the store.
public sealed interface HubEvent {

    /// A guess at what is being said now, before it is stored anywhere. Empty text: withdrawn.
    ///
    /// @param capturedAt wall time at which its last sample reached the recorder
    record PartialHeard(RoomId room, DeviceId device, String text, Instant capturedAt)
            implements HubEvent {}

    /// Input level of a box.
    record LevelHeard(RoomId room, DeviceId device, double peakDbfs, double rmsDbfs)
            implements HubEvent {}

    /// A segment was committed. `number` is its number in the transcript.
    record SegmentAdded(RoomId room, String meeting, long number) implements HubEvent {}

    /// A segment was given to a speaker, or is unsure.
    record SpeakerHeard(RoomId room, String meeting, long number) implements HubEvent {}

    /// A meeting's speakers were told apart anew, renamed, merged, split or corrected.
    record SpeakersChanged(RoomId room, String meeting) implements HubEvent {}

    /// A gap was committed.
    record GapAdded(RoomId room) implements HubEvent {}

    /// What was said in a meeting reads otherwise than before: people corrected it, or it was
    /// merged or split. Read all of it again.
    record TranscriptChanged(RoomId room, String meeting) implements HubEvent {}

    /// A meeting began, ended, was re-opened or renamed.
    record MeetingChanged(RoomId room, String meeting) implements HubEvent {}

    /// A summary revision was committed.
    record SummaryRevised(RoomId room, String meeting, int revision) implements HubEvent {}

    /// A box came, went or changed state, or one of its health conditions did.
    record DeviceChanged(RoomId room, DeviceId device) implements HubEvent {}
}

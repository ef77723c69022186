package io.roomscribe.hub.speaker;

import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.speaker.Speaker.NamedBy;
import io.roomscribe.hub.speaker.SpeakerChange.Kind;
import io.roomscribe.hub.transcript.SegmentVoices;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What people change about who speaks. Each edit pins the segments it speaks of, leaves a row in
/// the history, and holds through every later clustering.
///
/// Thread-safe.
public final class SpeakerEdits {
    /// Where a segment goes that belongs to nobody known yet.
    public static final String NEW = "new";

    private static final int NAME_MAX = 100;

    private final SpeakerStore store;
    private final HubEvents events;
    private final Clock clock;

    public SpeakerEdits(SpeakerStore store, HubEvents events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /// Gives a speaker a name; an empty one takes it away.
    ///
    /// @throws SpeakerException when there is no such speaker, or that is no name
    public Speakers rename(Meeting meeting, String label, String name) {
        var wanted = checked(name);
        return change(
                meeting,
                handle -> {
                    var speaker = find(handle, meeting, label);
                    SpeakerRows.name(
                            handle,
                            meeting.id(),
                            label,
                            wanted,
                            wanted.isEmpty() ? NamedBy.NOBODY : NamedBy.PERSON);
                    note(handle, meeting, Kind.RENAMED, label, speaker.name(), wanted, List.of());
                });
    }

    /// Two labels are one person: everything of `label` becomes `into`'s.
    public Speakers merge(Meeting meeting, String label, String into) {
        if (label.equals(into)) {
            throw SpeakerException.notValid(
                    "a speaker cannot be merged with itself", "name two different speakers");
        }
        return change(
                meeting,
                handle -> {
                    var gone = find(handle, meeting, label);
                    var stays = find(handle, meeting, into);
                    var labels = SegmentVoices.labels(handle, meeting.id());
                    var moved = segments(labels, label);
                    var pins = new HashSet<>(moved);
                    pins.addAll(segments(labels, into));
                    pin(handle, meeting, pins, into);
                    if (stays.name().isEmpty() && !gone.name().isEmpty()) {
                        SpeakerRows.name(handle, meeting.id(), into, gone.name(), gone.namedBy());
                    }
                    note(handle, meeting, Kind.MERGED, label, label, into, moved);
                });
    }

    /// One label is two people: these segments are somebody else's, the others stay.
    public Speakers split(Meeting meeting, String label, Set<Long> segments) {
        return change(
                meeting,
                handle -> {
                    find(handle, meeting, label);
                    var all = segments(SegmentVoices.labels(handle, meeting.id()), label);
                    if (segments.isEmpty() || !new HashSet<>(all).containsAll(segments)) {
                        throw SpeakerException.noSegment();
                    }
                    if (segments.size() == all.size()) {
                        throw SpeakerException.refused(
                                "that is everything this speaker said",
                                "rename the speaker instead");
                    }
                    var added = addLabel(handle, meeting);
                    var stays = new HashSet<>(all);
                    stays.removeAll(segments);
                    pin(handle, meeting, stays, label);
                    pin(handle, meeting, segments, added);
                    note(
                            handle,
                            meeting,
                            Kind.SPLIT,
                            label,
                            label,
                            added,
                            segments.stream().sorted().toList());
                });
    }

    /// A segment is `label`'s; [#NEW] makes a speaker of its own, `unsure` takes it from everybody.
    public Speakers reassign(Meeting meeting, long segment, String label) {
        return change(
                meeting,
                handle -> {
                    var before = SegmentVoices.labels(handle, meeting.id()).get(segment);
                    if (before == null) {
                        throw SpeakerException.noSegment();
                    }
                    var after = label;
                    if (label.equals(NEW)) {
                        after = addLabel(handle, meeting);
                    } else if (!label.equals(Speakers.UNSURE)) {
                        after = find(handle, meeting, label).label();
                    }
                    pin(handle, meeting, Set.of(segment), after);
                    note(handle, meeting, Kind.REASSIGNED, after, before, after, List.of(segment));
                });
    }

    private interface Edit {
        void in(Handle handle);
    }

    private Speakers change(Meeting meeting, Edit edit) {
        var speakers =
                store.writeSafely(handle -> {
                    edit.in(handle);
                    return SpeakerRows.speakers(handle, meeting.id());
                });
        events.publish(new HubEvent.SpeakersChanged(meeting.room(), meeting.id()));
        return speakers;
    }

    private static Speaker find(Handle handle, Meeting meeting, String label) {
        return SpeakerRows.speakers(handle, meeting.id())
                .find(label)
                .orElseThrow(SpeakerException::noSpeaker);
    }

    private static List<Long> segments(Map<Long, String> labels, String label) {
        return labels.entrySet().stream()
                .filter(one -> one.getValue().equals(label))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static String addLabel(Handle handle, Meeting meeting) {
        var label = Speaker.label(SpeakerRows.highestLabel(handle, meeting.id()) + 1);
        SpeakerRows.add(handle, meeting.id(), label);
        return label;
    }

    private static void pin(
            Handle handle, Meeting meeting, Collection<Long> segments, String label) {
        var labels = new HashMap<Long, String>();
        segments.forEach(segment -> labels.put(segment, label));
        SpeakerRows.pin(handle, meeting.id(), labels);
        SegmentVoices.label(handle, labels);
    }

    private void note(
            Handle handle,
            Meeting meeting,
            Kind kind,
            String label,
            String before,
            String after,
            List<Long> segments) {
        SpeakerRows.insert(
                handle,
                new SpeakerChange(
                        meeting.id(), clock.instant(), kind, label, before, after, segments));
    }

    static String checked(String name) {
        var plain = name.strip();
        if (plain.length() > NAME_MAX || plain.chars().anyMatch(Character::isISOControl)) {
            throw SpeakerException.notValid(
                    "a name has at most %d characters on one line".formatted(NAME_MAX),
                    "give a shorter name");
        }
        return plain;
    }
}

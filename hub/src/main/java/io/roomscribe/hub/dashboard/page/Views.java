package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.dashboard.route.OwnMeetings;
import io.roomscribe.hub.fleet.Device;
import io.roomscribe.hub.fleet.DeviceCondition;
import io.roomscribe.hub.fleet.DeviceFigures;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.fleet.RoomState;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.hub.meeting.Coverage;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingEdits;
import io.roomscribe.hub.meeting.MeetingState;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.speaker.Speakers;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.transcript.Segment;
import io.roomscribe.hub.transcript.TranscriptEdits;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes what the pages show out of what the stores hold. Anew for every request: the stores are
/// the truth, and a page is asked for by people, not by the hundred.
///
/// Thread-safe.
final class Views {
    private static final int LAST_SHOWN = 8;

    private final FleetStore fleet;
    private final MeetingStore meetings;
    private final MeetingEdits cuts;
    private final TranscriptStore transcripts;
    private final TranscriptEdits edits;
    private final SpeakerStore speakers;
    private final SummaryStore summaries;
    private final Function<DeviceId, Optional<DeviceCondition>> alarm;
    private final Supplier<Map<DeviceId, Instant>> goodUntil;
    private final Clock clock;
    private final Times times;

    /// @param alarm what the hub has to say of a box that the box itself cannot know
    Views(
            FleetStore fleet,
            MeetingStore meetings,
            MeetingEdits cuts,
            TranscriptStore transcripts,
            TranscriptEdits edits,
            SpeakerStore speakers,
            SummaryStore summaries,
            Function<DeviceId, Optional<DeviceCondition>> alarm,
            Supplier<Map<DeviceId, Instant>> goodUntil,
            Clock clock) {
        this.alarm = alarm;
        this.goodUntil = goodUntil;
        this.speakers = speakers;
        this.fleet = fleet;
        this.meetings = meetings;
        this.cuts = cuts;
        this.transcripts = transcripts;
        this.edits = edits;
        this.summaries = summaries;
        this.clock = clock;
        this.times = new Times(clock.getZone());
    }

    List<RoomView> rooms(RoomScope scope) {
        var devices = fleet.devices().stream().collect(Collectors.groupingBy(Device::room));
        return fleet.rooms().stream()
                .filter(room -> scope.permits(room.id()))
                .map(room -> room(room, devices.getOrDefault(room.id(), List.of())))
                .toList();
    }

    Optional<RoomView> room(RoomId id) {
        return fleet.room(id)
                .map(room ->
                        room(
                                room,
                                fleet.devices().stream()
                                        .filter(device -> device.room().equals(id))
                                        .toList()));
    }

    MeetingsView meetings(RoomScope scope, Optional<RoomId> room, int limit) {
        var rooms = fleet.rooms().stream().filter(one -> scope.permits(one.id())).toList();
        var names = names(rooms);
        var now = clock.instant();
        var days = new ArrayList<MeetingsView.Day>();
        for (var meeting : OwnMeetings.of(meetings, scope, room, limit)) {
            var day = times.day(times.date(meeting.startedAt()), now);
            if (days.isEmpty() || !days.getLast().name().equals(day)) {
                days.add(new MeetingsView.Day(day, new ArrayList<>()));
            }
            days.getLast().meetings().add(meeting(meeting, names));
        }
        return new MeetingsView(rooms, room.map(RoomId::value).orElse(""), days);
    }

    Optional<MeetingPage> meetingPage(String id) {
        return meetings.meeting(id)
                .map(meeting -> {
                    var who = speakers.speakers(meeting.id());
                    return new MeetingPage(
                            meeting(meeting, names(fleet.rooms())),
                            cuts(meeting),
                            minutes(meeting, who),
                            SpeakersView.of(who),
                            transcript(meeting, who),
                            String.join(", ", meetings.attendees(meeting.id())),
                            times.offsetSeconds(meeting.startedAt()));
                });
    }

    /// What stands around a meeting, and how much of it was heard.
    private CutsView cuts(Meeting meeting) {
        var beside = cuts.neighbours(meeting);
        var until = meeting.until(clock.instant());
        return new CutsView(
                Coverage.percent(
                        meeting.startedAt(),
                        until,
                        transcripts.gaps(meeting.room(), meeting.startedAt(), until)),
                beside.before().map(Meeting::id).orElse(""),
                beside.before().map(Meeting::title).orElse(""),
                beside.after().map(Meeting::id).orElse(""),
                beside.after().map(Meeting::title).orElse(""));
    }

    Optional<MinutesView> minutes(String id) {
        return meetings.meeting(id)
                .map(meeting -> minutes(meeting, speakers.speakers(meeting.id())));
    }

    Optional<SpeakersView> speakers(String id) {
        return meetings.meeting(id)
                .map(meeting -> SpeakersView.of(speakers.speakers(meeting.id())));
    }

    Optional<TranscriptView> transcript(String id) {
        return meetings.meeting(id)
                .map(meeting -> transcript(meeting, speakers.speakers(meeting.id())));
    }

    List<DeviceView> devices() {
        var rooms = fleet.rooms().stream().collect(Collectors.toMap(Room::id, room -> room));
        var figures = fleet.figures(clock.instant().minus(Duration.ofDays(1)));
        var until = goodUntil.get();
        return fleet.devices().stream()
                .map(device ->
                        device(
                                device,
                                Optional.ofNullable(rooms.get(device.room())),
                                figures.getOrDefault(device.id(), DeviceFigures.NONE),
                                Optional.ofNullable(until.get(device.id()))))
                .toList();
    }

    private RoomView room(Room room, List<Device> devices) {
        var running = meetings.running(room.id());
        var last =
                running.or(() -> meetings.meetings(Optional.of(room.id()), 1).stream().findFirst());
        return new RoomView(
                room.id().value(),
                room.name(),
                RoomState.of(devices),
                running.map(meeting -> meeting(meeting, Map.of(room.id(), room.name()))),
                quiet(last),
                running
                        .map(meeting -> transcripts.lastSegments(meeting.id(), LAST_SHOWN))
                        .orElse(List.of())
                        .stream()
                        .map(Segment::text)
                        .toList(),
                standing(devices),
                last.map(meeting -> line(meeting.id())).orElse(""),
                running.isPresent()
                        ? Texts.of("room.minutes-begin")
                        : Texts.of("room.minutes-later"));
    }

    /// Why a room is silent, in the words of its boxes where they have any.
    private String standing(List<Device> devices) {
        return switch (RoomState.of(devices)) {
            case RECORDING -> Texts.of("room.listening");
            case MUTED -> Texts.of("room.muted");
            case FAULT ->
                    devices.stream()
                            .flatMap(device -> fleet.conditions(device.id()).stream())
                            .findFirst()
                            .map(DeviceCondition::text)
                            .orElse(Texts.of("room.fault"));
            case STARTING -> Texts.of("room.starting");
            case IDLE -> Texts.of("room.stopped");
            case OFFLINE -> Texts.of("room.offline") + " " + unheard(devices);
        };
    }

    private String unheard(List<Device> devices) {
        return devices.stream()
                .map(Device::seenAt)
                .max(Comparator.naturalOrder())
                .map(seen -> Texts.of("room.last-heard", times.ago(seen, clock.instant())))
                .orElse(Texts.of("room.no-box"));
    }

    private String quiet(Optional<Meeting> last) {
        return last.map(meeting -> Texts.of("room.quiet-since", times.clock(meeting.endedAt())))
                .orElse(Texts.of("room.never"));
    }

    private MeetingView meeting(Meeting meeting, Map<RoomId, String> names) {
        var running = meeting.state() == MeetingState.RUNNING;
        var end = meeting.until(clock.instant());
        return new MeetingView(
                meeting.id(),
                meeting.room().value(),
                names.getOrDefault(meeting.room(), meeting.room().value()),
                meeting.title(),
                running,
                times.day(meeting.startedAt()),
                times.clock(meeting.startedAt()),
                times.clock(end),
                Times.length(Duration.between(meeting.startedAt(), end)),
                line(meeting.id()));
    }

    private MinutesView minutes(Meeting meeting, Speakers who) {
        var waiting =
                meeting.state() == MeetingState.RUNNING
                        ? Texts.of("minutes.waiting")
                        : Texts.of("minutes.none");
        return summaries
                .latest(meeting.id())
                .map(revision ->
                        MinutesView.of(
                                revision,
                                times,
                                transcripts::segment,
                                label -> label.equals(Speakers.UNSURE) ? "" : who.nameOf(label)))
                .orElseGet(() -> MinutesView.waiting(meeting.id(), waiting));
    }

    private TranscriptView transcript(Meeting meeting, Speakers who) {
        var running = meeting.state() == MeetingState.RUNNING;
        var until = meeting.until(clock.instant());
        return TranscriptView.of(
                meeting,
                transcripts.segments(meeting.id()),
                who,
                transcripts.gaps(meeting.room(), meeting.startedAt(), until),
                transcripts.marks(meeting.room(), meeting.startedAt(), until),
                edits.edited(meeting.id()),
                times,
                Texts.of(running ? "room.listening" : "transcript.none"));
    }

    /// The minutes' title, or else the first line of the summary, or what stands in for it.
    private String line(String meeting) {
        return summaries
                .latest(meeting)
                .map(revision -> revision.minutes().worded())
                .map(minutes ->
                        !minutes.title().isBlank()
                                ? minutes.title().strip()
                                : minutes.summary().isBlank()
                                        ? String.join(", ", minutes.topics())
                                        : minutes.summary().strip().lines().findFirst().orElse(""))
                .orElse("");
    }

    private DeviceView device(
            Device device,
            Optional<Room> room,
            DeviceFigures figures,
            Optional<Instant> goodUntil) {
        var now = clock.instant();
        return new DeviceView(
                device.id().value(),
                device.room().value(),
                room.map(Room::name).orElse(device.room().value()),
                room.map(Room::site).orElse(""),
                RoomState.of(device),
                device.online(),
                device.seenAt(),
                times.ago(device.seenAt(), now),
                fleet.backlog(device.id()),
                clock(device.clock()),
                !device.clock().isGood(),
                device.softwareVersion(),
                figures.gaps(),
                figures.heardAt(),
                figures.heardAt()
                        .map(at -> times.ago(at, now))
                        .orElse(Texts.of("device.not-heard")),
                goodUntil.map(until -> Duration.between(now, until).toDays()),
                Stream.concat(
                                alarm.apply(device.id()).stream(),
                                fleet.conditions(device.id()).stream())
                        .map(this::condition)
                        .toList());
    }

    private DeviceView.Condition condition(DeviceCondition one) {
        var isHubs = one.code().equals(HubCondition.IDENTITY_CLONED.code());
        return new DeviceView.Condition(
                one.code(),
                one.severity().word(),
                isHubs ? Texts.of("device.cloned") : one.text(),
                isHubs ? Texts.language().tag() : Texts.Language.ENGLISH.tag(),
                one.since(),
                times.clock(one.since()));
    }

    private static String clock(ClockQuality quality) {
        return switch (quality) {
            case UNSYNCED -> Texts.of("device.clock-unsynced");
            case NTP -> Texts.of("device.clock-ntp");
            case HUB -> Texts.of("device.clock-hub");
        };
    }

    private static Map<RoomId, String> names(List<Room> rooms) {
        return rooms.stream().collect(Collectors.toMap(Room::id, Room::name));
    }
}

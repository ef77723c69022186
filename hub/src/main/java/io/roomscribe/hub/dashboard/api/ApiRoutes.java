package io.roomscribe.hub.dashboard.api;

import io.roomscribe.hub.dashboard.api.ApiShapes.ConditionShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.DeviceShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.DevicesShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.GapShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.MarkShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.MeetingShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.MeetingsShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.MinutesShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.RevisionShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.RoomShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.RoomsShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.SegmentShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.StatusShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.TranscriptShape;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.OwnMeetings;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.fleet.Device;
import io.roomscribe.hub.fleet.DeviceFigures;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.fleet.RoomState;
import io.roomscribe.hub.meeting.Coverage;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.hub.speaker.SpeakerStore;
import io.roomscribe.hub.summary.SummaryStore;
import io.roomscribe.hub.transcript.Gap;
import io.roomscribe.hub.transcript.TranscriptStore;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What programs may ask under `/api/v1`.
///
/// Thread-safe.
public final class ApiRoutes {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MEETINGS_MAX = 500;
    private static final int MEETINGS_SHOWN = 50;
    private static final String NO_ROOM = "There is no room of that id.";
    private static final String NO_DEVICE = "There is no device of that id.";

    private final FleetStore fleet;
    private final MeetingStore meetings;
    private final TranscriptStore transcripts;
    private final SpeakerStore speakers;
    private final SummaryStore summaries;
    private final Supplier<Map<DeviceId, Instant>> goodUntil;
    private final Clock clock;
    private final String version;

    public ApiRoutes(
            FleetStore fleet,
            MeetingStore meetings,
            TranscriptStore transcripts,
            SpeakerStore speakers,
            SummaryStore summaries,
            Supplier<Map<DeviceId, Instant>> goodUntil,
            Clock clock,
            String version) {
        this.goodUntil = goodUntil;
        this.speakers = speakers;
        this.fleet = fleet;
        this.meetings = meetings;
        this.transcripts = transcripts;
        this.summaries = summaries;
        this.clock = clock;
        this.version = version;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/status", this::status),
                Route.answering("/api/v1/rooms", this::rooms),
                Route.answering("/api/v1/rooms/{id}", this::room),
                Route.answering("/api/v1/meetings", this::meetings, "room", "limit"),
                Route.answering("/api/v1/meetings/{id}", this::meeting),
                Route.answering("/api/v1/meetings/{id}/transcript", this::transcript, "after"),
                Route.answering("/api/v1/meetings/{id}/minutes", this::minutes),
                Route.answering("/api/v1/meetings/{id}/minutes/revisions/{n}", this::revision),
                Route.answering("/api/v1/devices", this::devices),
                Route.answering("/api/v1/devices/{id}", this::device));
    }

    private Answer status(Call call) {
        var rooms = fleet.rooms();
        var devices = fleet.devices();
        return Answer.json(
                new StatusShape(
                        version,
                        clock.instant(),
                        rooms.size(),
                        (int)
                                rooms.stream()
                                        .filter(room ->
                                                RoomState.of(in(room, devices))
                                                        == RoomState.RECORDING)
                                        .count(),
                        devices.size(),
                        (int) devices.stream().filter(Device::online).count(),
                        (int)
                                rooms.stream()
                                        .filter(room -> meetings.running(room.id()).isPresent())
                                        .count(),
                        true));
    }

    private Answer rooms(Call call) {
        var devices = fleet.devices();
        return Answer.json(
                new RoomsShape(
                        fleet.rooms().stream()
                                .filter(room -> call.rooms().permits(room.id()))
                                .map(room -> shape(room, devices))
                                .toList()));
    }

    private Answer room(Call call) {
        return Answer.json(
                fleet.room(call.path("id", RoomId::new, NO_ROOM))
                        .map(room -> shape(room, fleet.devices()))
                        .orElseThrow(() -> ProblemException.notFound(NO_ROOM)));
    }

    private Answer meetings(Call call) {
        var limit = (int) call.number("limit", 1, MEETINGS_MAX, MEETINGS_SHOWN);
        var room = call.query("room", RoomId::new, NO_ROOM);
        return Answer.json(
                new MeetingsShape(
                        OwnMeetings.of(meetings, call.rooms(), room, limit).stream()
                                .map(MeetingShape::of)
                                .toList()));
    }

    private Answer meeting(Call call) {
        var meeting = call.meeting(meetings);
        var coverage =
                Coverage.percent(
                        meeting.startedAt(), meeting.until(clock.instant()), gaps(meeting));
        return Answer.json(MeetingShape.of(meeting, Optional.of(coverage)));
    }

    private Answer transcript(Call call) {
        var meeting = call.meeting(meetings);
        var after = call.number("after", 0, Long.MAX_VALUE, 0);
        var who = speakers.speakers(meeting.id());
        return Answer.json(
                new TranscriptShape(
                        meeting.id(),
                        transcripts.segmentsAfter(meeting.id(), after).stream()
                                .map(segment ->
                                        SegmentShape.of(segment, who.nameOf(segment.speaker())))
                                .toList(),
                        gaps(meeting).stream().map(GapShape::of).toList(),
                        transcripts
                                .marks(
                                        meeting.room(),
                                        meeting.startedAt(),
                                        meeting.until(clock.instant()))
                                .stream()
                                .map(MarkShape::of)
                                .toList()));
    }

    private Answer minutes(Call call) {
        var meeting = call.meeting(meetings).id();
        return Answer.json(
                new MinutesShape(
                        meeting,
                        summaries.latest(meeting).map(RevisionShape::of),
                        summaries.revisions(meeting).stream()
                                .map(RevisionShape::withoutMinutes)
                                .toList()));
    }

    private Answer revision(Call call) {
        var missing = "There is no such revision of these minutes.";
        var number = call.path("n", Integer::parseInt, missing);
        return Answer.json(
                summaries.revisions(call.meeting(meetings).id()).stream()
                        .filter(revision -> revision.revision() == number)
                        .findFirst()
                        .map(RevisionShape::of)
                        .orElseThrow(() -> ProblemException.notFound(missing)));
    }

    private Answer devices(Call call) {
        return Answer.json(new DevicesShape(shapes(fleet.devices())));
    }

    private Answer device(Call call) {
        return Answer.json(
                fleet.device(call.path("id", DeviceId::new, NO_DEVICE))
                        .map(device -> shapes(List.of(device)).getFirst())
                        .orElseThrow(() -> ProblemException.notFound(NO_DEVICE)));
    }

    private List<Gap> gaps(Meeting meeting) {
        return transcripts.gaps(
                meeting.room(), meeting.startedAt(), meeting.until(clock.instant()));
    }

    private RoomShape shape(Room room, List<Device> all) {
        var devices = in(room, all);
        return new RoomShape(
                room.id().value(),
                room.name(),
                RoomState.of(devices).word(),
                devices.stream().map(device -> device.id().value()).toList(),
                meetings.running(room.id()).map(MeetingShape::of));
    }

    private List<DeviceShape> shapes(List<Device> devices) {
        var figures = fleet.figures(clock.instant().minus(DAY));
        var until = goodUntil.get();
        var sites = fleet.rooms().stream().collect(Collectors.toMap(Room::id, Room::site));
        return devices.stream()
                .map(device ->
                        shape(
                                device,
                                sites.getOrDefault(device.room(), ""),
                                figures.getOrDefault(device.id(), DeviceFigures.NONE),
                                Optional.ofNullable(until.get(device.id()))))
                .toList();
    }

    private DeviceShape shape(
            Device device, String site, DeviceFigures figures, Optional<Instant> goodUntil) {
        return new DeviceShape(
                device.id().value(),
                device.room().value(),
                site,
                device.online(),
                RoomState.of(device).word(),
                device.softwareVersion(),
                device.clock().word(),
                fleet.backlog(device.id()),
                device.seenAt(),
                figures.gaps(),
                figures.heardAt(),
                goodUntil,
                fleet.conditions(device.id()).stream().map(ConditionShape::of).toList());
    }

    private static List<Device> in(Room room, List<Device> devices) {
        return devices.stream().filter(device -> device.room().equals(room.id())).toList();
    }
}

package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.api.ApiShapes.CommandShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.CommandsShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.ErasureShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.ErasuresShape;
import io.roomscribe.hub.dashboard.api.ApiShapes.TwinShape;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.erasure.ErasureStore;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.hub.event.HubEvents;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.ConditionChange;
import io.roomscribe.hub.fleet.DecommissionDesk;
import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.fleet.TransferDesk;
import io.roomscribe.hub.fleet.TwinDesk;
import io.roomscribe.hub.fleet.TwinStore;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.MessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What programs may ask of one box, under `/api/v1/devices/{id}`, and what was erased.
///
/// Thread-safe.
public final class DeviceRoutes {
    private static final int COMMANDS_MAX = 200;
    private static final int CONDITIONS_MAX = 1000;
    private static final int CONDITIONS_SHOWN = 100;
    private static final int COMMANDS_SHOWN = 50;
    private static final int WAIT_SECONDS_MAX = 120;
    private static final int EXPIRES_SECONDS_MAX = 86_400;
    private static final int EXPIRES_SECONDS = 60;
    private static final Duration LEVEL_WAIT = Duration.ofSeconds(2);

    /// Of a hundred boxes, a few seconds.
    private static final int LEVEL_EVENTS_MAX = 2000;

    private static final String NO_LEVEL =
            "No level came from the box: it is offline or records nothing.";
    private static final String NO_DEVICE = "There is no device of that id.";
    private static final String NO_COMMAND =
            "There is no command of that id. Old ones are deleted.";
    private static final String NOT_A_COMMAND =
            "This is no command. Send an object with its name and fields, as in"
                    + " {\"name\": \"stop\"}; /openapi describes them all.";

    private final FleetStore fleet;
    private final CommandStore commands;
    private final CommandDesk desk;
    private final ErasureStore erasures;
    private final TwinStore twins;
    private final TwinDesk twinDesk;
    private final TransferDesk transfers;
    private final DecommissionDesk decommissions;
    private final HubEvents events;
    private final MessageCodec codec = new MessageCodec();

    public DeviceRoutes(
            FleetStore fleet,
            CommandStore commands,
            CommandDesk desk,
            ErasureStore erasures,
            TwinStore twins,
            TwinDesk twinDesk,
            TransferDesk transfers,
            DecommissionDesk decommissions,
            HubEvents events) {
        this.fleet = fleet;
        this.commands = commands;
        this.desk = desk;
        this.erasures = erasures;
        this.twins = twins;
        this.twinDesk = twinDesk;
        this.transfers = transfers;
        this.decommissions = decommissions;
        this.events = events;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/erasures", this::erasures, "limit"),
                Route.answering("/api/v1/devices/{id}/commands", this::commands, "limit"),
                Route.changing(
                        Method.POST,
                        "/api/v1/devices/{id}/commands",
                        this::order,
                        "wait",
                        "expires"),
                Route.changing(
                        Method.POST, "/api/v1/devices/{id}/transfer", this::transfer, "wait"),
                Route.changing(
                        Method.POST,
                        "/api/v1/devices/{id}/decommission",
                        this::decommission,
                        "wait"),
                Route.answering("/api/v1/devices/{id}/decommission", this::receipt),
                Route.answering("/api/v1/devices/{id}/commands/{command}", this::command),
                Route.answering("/api/v1/devices/{id}/conditions", this::conditions, "limit"),
                Route.answering("/api/v1/devices/{id}/level", this::level),
                Route.answering("/api/v1/devices/{id}/twin", this::twin),
                Route.changing(Method.PUT, "/api/v1/devices/{id}/twin", this::desire),
                Route.changing(Method.PUT, "/api/v1/devices/{id}/site", this::putSite));
    }

    /// @param site building or place; empty for none
    record SiteShape(String site) {}

    /// The site is the room's: every box in it goes there.
    private Answer putSite(Call call) {
        var device = device(call);
        var site = call.body(SiteShape.class).site().strip();
        if (!Room.isSite(site)) {
            throw ProblemException.badRequest("'site' must be at most 100 characters on one line.");
        }
        fleet.device(device)
                .ifPresent(one -> {
                    var _ = fleet.putSite(one.room(), site);
                });
        return Answer.json(new SiteShape(site));
    }

    /// @param version the desired version this is based on
    record Desire(long version, Map<String, String> settings) {}

    private Answer twin(Call call) {
        return Answer.json(TwinShape.of(twins.twin(device(call))));
    }

    private Answer desire(Call call) {
        var device = device(call);
        var body = call.body(Desire.class);
        return twinDesk.desire(device, body.version(), body.settings())
                .map(twin -> Answer.json(TwinShape.of(twin)))
                .orElseThrow(() ->
                        new ProblemException(
                                409,
                                "Conflict",
                                "Somebody has changed it since version %d. Read it again, then change it."
                                        .formatted(body.version())));
    }

    private Answer erasures(Call call) {
        var limit = (int) call.number("limit", 1, COMMANDS_MAX, COMMANDS_SHOWN);
        return Answer.json(
                new ErasuresShape(
                        erasures.erasures(limit).stream().map(ErasureShape::of).toList()));
    }

    private Answer commands(Call call) {
        var limit = (int) call.number("limit", 1, COMMANDS_MAX, COMMANDS_SHOWN);
        return Answer.json(
                new CommandsShape(
                        commands.ofDevice(device(call), limit).stream()
                                .map(CommandShape::of)
                                .toList()));
    }

    record ChangeShape(String code, String severity, boolean active, String text, String at) {
        static ChangeShape of(ConditionChange one) {
            return new ChangeShape(
                    one.code(),
                    one.severity().word(),
                    one.active(),
                    one.text(),
                    one.at().toString());
        }
    }

    record HistoryShape(String device, List<ChangeShape> changes) {}

    private Answer conditions(Call call) {
        var device = device(call);
        var limit = (int) call.number("limit", 1, CONDITIONS_MAX, CONDITIONS_SHOWN);
        return Answer.json(
                new HistoryShape(
                        device.value(),
                        fleet.history(device, limit).stream().map(ChangeShape::of).toList()));
    }

    record LevelShape(double peakDbfs, double rmsDbfs) {}

    /// The next level that comes: a meter asks again and again.
    private Answer level(Call call) {
        var device = device(call);
        try (var news = events.subscribe()) {
            for (var looked = 0; looked < LEVEL_EVENTS_MAX; looked++) {
                var event = news.poll(LEVEL_WAIT);
                if (event.isEmpty()) {
                    break;
                }
                if (event.get() instanceof HubEvent.LevelHeard level
                        && level.device().equals(device)) {
                    return Answer.json(new LevelShape(level.peakDbfs(), level.rmsDbfs()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.notFound(NO_LEVEL);
    }

    private Answer command(Call call) {
        var device = device(call);
        return Answer.json(
                commands.find(call.path("command", UUID::fromString, NO_COMMAND))
                        .filter(command -> command.device().equals(device))
                        .map(CommandShape::of)
                        .orElseThrow(() -> ProblemException.notFound(NO_COMMAND)));
    }

    private Answer order(Call call) {
        var device = device(call);
        var wait = Duration.ofSeconds(call.number("wait", 0, WAIT_SECONDS_MAX, 0));
        var life =
                Duration.ofSeconds(call.number("expires", 1, EXPIRES_SECONDS_MAX, EXPIRES_SECONDS));
        var body = call.body(codec::orderedCommand, NOT_A_COMMAND);
        if (body instanceof CommandBody.Unknown) {
            throw ProblemException.badRequest(NOT_A_COMMAND);
        }
        if (body instanceof CommandBody.Transfer(var room, var roomName)) {
            return answer(transfers.order(device, room, roomName), wait);
        }
        if (body instanceof CommandBody.Decommission(var by)) {
            return answer(decommissions.order(device, by), wait);
        }
        return answer(desk.order(device, body, life), wait);
    }

    /// @param roomName may be empty for a room that the hub knows
    record Move(String room, String roomName) {}

    private Answer transfer(Call call) {
        var device = device(call);
        var wait = Duration.ofSeconds(call.number("wait", 0, WAIT_SECONDS_MAX, 0));
        var move = call.body(Move.class);
        try {
            return answer(transfers.order(device, new RoomId(move.room()), move.roomName()), wait);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    "A room's id is of small letters, digits and '-', its name has at most 200 characters.");
        }
    }

    /// @param by who decommissions
    record Leave(String by) {}

    private Answer decommission(Call call) {
        var device = device(call);
        var wait = Duration.ofSeconds(call.number("wait", 0, WAIT_SECONDS_MAX, 0));
        try {
            return answer(decommissions.order(device, call.body(Leave.class).by()), wait);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("Who decommissions has at most 200 characters.");
        }
    }

    private Answer receipt(Call call) {
        var device = device(call);
        return decommissions
                .receipt(device)
                .map(Answer::json)
                .orElseThrow(
                        () -> ProblemException.notFound("This device was never decommissioned."));
    }

    private Answer answer(DeviceCommand ordered, Duration wait) {
        try {
            var now = desk.await(ordered, wait);
            return now.isFinal()
                    ? Answer.json(CommandShape.of(now))
                    : Answer.accepted(CommandShape.of(now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.accepted(CommandShape.of(ordered));
        }
    }

    private DeviceId device(Call call) {
        var id = call.path("id", DeviceId::new, NO_DEVICE);
        if (fleet.device(id).isEmpty()) {
            throw ProblemException.notFound(NO_DEVICE);
        }
        return id;
    }
}

package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.acceptance.AcceptanceStore;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.fleet.CommandDesk;
import io.roomscribe.hub.fleet.CommandStore;
import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.fleet.TransferDesk;
import io.roomscribe.hub.fleet.TwinStore;
import io.roomscribe.hub.release.ReleaseSources;
import io.roomscribe.hub.support.BundleDesk;
import io.roomscribe.hub.support.BundleStage;
import io.roomscribe.hub.support.SupportException;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.protocol.message.CommandBody;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.UpdateStep;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One box's page: what it does, the few things a person asks of it by a button, and how it is
/// configured.
///
/// Thread-safe.
final class DevicePages {
    private static final int ASKED_SHOWN = 8;
    private static final int UPDATES_SHOWN = 12;
    private static final int HISTORY_SHOWN = 20;
    private static final int COMMANDS_LOOKED_AT = 50;
    private static final Duration LIFE = Duration.ofMinutes(1);

    /// Most boxes answer within this, so that the page shows the answer at once.
    private static final Duration WAIT = Duration.ofSeconds(3);

    /// It tries the network, whose silence takes a while.
    private static final Duration DOCTOR_WAIT = Duration.ofSeconds(20);

    private static final int IDENTIFY_SECONDS = 15;

    private final Views views;
    private final CommandStore commands;
    private final CommandDesk desk;
    private final TransferDesk transfers;
    private final TwinStore twins;
    private final BundleDesk bundles;
    private final ReleaseSources releases;
    private final FleetStore fleet;
    private final AcceptanceStore acceptances;
    private final Times times;

    DevicePages(
            Views views,
            CommandStore commands,
            CommandDesk desk,
            TransferDesk transfers,
            TwinStore twins,
            BundleDesk bundles,
            ReleaseSources releases,
            FleetStore fleet,
            AcceptanceStore acceptances,
            Times times) {
        this.views = views;
        this.commands = commands;
        this.desk = desk;
        this.transfers = transfers;
        this.twins = twins;
        this.bundles = bundles;
        this.releases = releases;
        this.fleet = fleet;
        this.acceptances = acceptances;
        this.times = times;
    }

    /// @param show answers with the part of the page that shows what was asked
    Route order(Route.Answerer show) {
        return Route.changing(
                Method.POST,
                "/devices/{id}/commands",
                call -> {
                    var page = page(call);
                    order(new DeviceId(page.device().id()), call.form("name"));
                    return show.answer(call);
                });
    }

    /// @param show answers with the part of the page that shows what was asked
    Route transfer(Route.Answerer show) {
        return Route.changing(
                Method.POST,
                "/devices/{id}/transfer",
                call -> {
                    var page = page(call);
                    var device = new DeviceId(page.device().id());
                    var name = call.form("room").strip();
                    if (name.isEmpty()) {
                        throw ProblemException.badRequest(Texts.of("device.which-room"));
                    }
                    await(transfers.order(device, roomOf(name), name), WAIT);
                    return show.answer(call);
                });
    }

    /// @param show answers with the part of the page that shows it
    Route site(Route.Answerer show) {
        return Route.changing(
                Method.POST,
                "/devices/{id}/site",
                call -> {
                    var site = call.form("site").strip();
                    if (!Room.isSite(site)) {
                        throw ProblemException.badRequest(Texts.of("device.site-name"));
                    }
                    var _ = fleet.putSite(new RoomId(page(call).device().room()), site);
                    return show.answer(call);
                });
    }

    /// A room that the hub knows by this name, or else a new one.
    private RoomId roomOf(String name) {
        return fleet.rooms().stream()
                .filter(room ->
                        room.name().equalsIgnoreCase(name) || room.id().value().equals(name))
                .findFirst()
                .map(Room::id)
                .orElseGet(() -> newRoom(name));
    }

    private static RoomId newRoom(String name) {
        var id =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        try {
            return new RoomId(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(Texts.of("device.room-name"));
        }
    }

    private void await(DeviceCommand command, Duration patience) {
        try {
            var _ = desk.await(command, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void order(DeviceId device, String name) {
        if (name.equals("support-bundle")) {
            fetchBundle(device);
            return;
        }
        var body =
                switch (name) {
                    case "start" -> new CommandBody.Start();
                    case "stop" -> new CommandBody.Stop();
                    case "mute" -> new CommandBody.Mute();
                    case "unmute" -> new CommandBody.Unmute();
                    case "mark" -> new CommandBody.Mark("");
                    case "doctor" -> new CommandBody.Doctor();
                    case "identify" -> new CommandBody.Identify(IDENTIFY_SECONDS);
                    default ->
                            throw ProblemException.badRequest(
                                    "The page gives start, stop, mute, unmute, mark, doctor, identify and"
                                            + " support-bundle; the API gives all.");
                };
        var wait = body instanceof CommandBody.Doctor ? DOCTOR_WAIT : WAIT;
        await(desk.order(device, body, LIFE), wait);
    }

    private void fetchBundle(DeviceId device) {
        try {
            var _ = bundles.begin(device);
            var _ = bundles.await(device, WAIT);
        } catch (SupportException e) {
            throw ProblemException.unavailable(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    DevicePage page(Call call) {
        var id = call.path("id", DeviceId::new, Texts.of("device.unknown"));
        var device =
                views.devices().stream()
                        .filter(one -> one.id().equals(id.value()))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound(Texts.of("device.unknown")));
        return new DevicePage(
                device,
                otherRooms(device.room()),
                sites(),
                asked(id),
                DevicePage.Twin.of(twins.twin(id)),
                bundle(id),
                diagnosis(id),
                updates(id),
                history(id),
                acceptance(id));
    }

    private List<String> otherRooms(String room) {
        return fleet.rooms().stream()
                .filter(one -> !one.id().value().equals(room))
                .map(Room::name)
                .toList();
    }

    private List<String> sites() {
        return fleet.rooms().stream()
                .map(Room::site)
                .filter(site -> !site.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    private DevicePage.Bundle bundle(DeviceId device) {
        var now = bundles.state(device);
        return new DevicePage.Bundle(
                now.stage() != BundleStage.NONE,
                Texts.word("bundle", now.stage().word()),
                switch (now.stage()) {
                    case READY -> "good";
                    case BROKEN_OFF, FAILED -> "bad";
                    case NONE, PACKING, FETCHING -> "open";
                },
                now.stage() == BundleStage.READY ? now.file() : "",
                now.bytes(),
                now.here(),
                Texts.reason(now.reason()));
    }

    private Optional<DevicePage.Diagnosis> diagnosis(DeviceId device) {
        return commands.ofDevice(device, COMMANDS_LOOKED_AT).stream()
                .filter(command -> command.result() instanceof CommandResult.Diagnosis)
                .findFirst()
                .map(command ->
                        new DevicePage.Diagnosis(
                                times.clock(command.issuedAt()),
                                ((CommandResult.Diagnosis) command.result())
                                        .findings().stream().map(DevicePage.Found::of).toList()));
    }

    private Optional<DevicePage.Accepted> acceptance(DeviceId device) {
        return acceptances.ofDevice(device, 1).stream()
                .findFirst()
                .map(SignedReport::unchecked)
                .map(report ->
                        new DevicePage.Accepted(
                                report.accepted().id().toString(),
                                times.day(report.accepted().at()),
                                report.accepted().by(),
                                Texts.word("verdict", report.verdict()),
                                report.reachedTheHub()));
    }

    private List<DevicePage.Step> updates(DeviceId device) {
        return releases.store().updates(device, UPDATES_SHOWN).stream()
                .map(one ->
                        new DevicePage.Step(
                                times.clock(one.at()),
                                Texts.of("device.version-from", one.version(), one.before()),
                                Texts.word("update", one.step().word()),
                                tone(one.step()),
                                one.reason()))
                .toList();
    }

    private List<DevicePage.Step> history(DeviceId device) {
        return fleet.history(device, HISTORY_SHOWN).stream()
                .map(one ->
                        new DevicePage.Step(
                                times.clock(one.at()),
                                Texts.word("condition", one.code()),
                                Texts.word(
                                        "severity", one.active() ? one.severity().word() : "over"),
                                one.active() ? "bad" : "good",
                                one.text()))
                .toList();
    }

    private static String tone(UpdateStep step) {
        return switch (step) {
            case CONFIRMED -> "good";
            case ROLLED_BACK, FAILED -> "bad";
            case DOWNLOADING, READY, TRYING -> "open";
        };
    }

    private List<DevicePage.Asked> asked(DeviceId device) {
        return commands.ofDevice(device, ASKED_SHOWN).stream().map(this::asked).toList();
    }

    private DevicePage.Asked asked(DeviceCommand command) {
        return new DevicePage.Asked(
                name(command.command()),
                times.clock(command.issuedAt()),
                Texts.word("command", command.state()),
                tone(command),
                Texts.reason(command.reason()));
    }

    private static String tone(DeviceCommand command) {
        return switch (command.state()) {
            case "done" -> "good";
            case "refused", "failed", "expired" -> "bad";
            default -> "open";
        };
    }

    private static String name(CommandBody command) {
        return switch (command) {
            case CommandBody.Start _ -> Texts.of("device.start");
            case CommandBody.Stop _ -> Texts.of("device.stop");
            case CommandBody.Mute _ -> Texts.of("device.mute");
            case CommandBody.Unmute _ -> Texts.of("device.unmute");
            case CommandBody.Mark _ -> Texts.of("room.mark");
            case CommandBody.Identify _ -> Texts.of("device.identify");
            case CommandBody.Restart _ -> Texts.of("device.restart");
            case CommandBody.AudioTest _ -> Texts.of("device.audio-test");
            case CommandBody.MicCheck _ -> Texts.of("device.mic-check");
            case CommandBody.Accept _ -> Texts.of("device.acceptance");
            case CommandBody.SupportBundle _ -> Texts.of("device.bundle");
            case CommandBody.FetchBundle _ -> Texts.of("device.fetch-bundle");
            case CommandBody.FetchAudio _ -> Texts.of("device.fetch-audio");
            case CommandBody.ForgetLast(var minutes) -> Texts.of("device.forget-last", minutes);
            case CommandBody.ForgetRange _ -> Texts.of("device.forget-range");
            case CommandBody.Doctor _ -> Texts.of("device.doctor");
            case CommandBody.Update(var version, _) -> Texts.of("device.update-to", version);
            case CommandBody.Transfer(_, var roomName) -> Texts.of("device.move-to", roomName);
            case CommandBody.InstallModel(var model, _, _, _) ->
                    Texts.of("device.install-model", model);
            case CommandBody.ListModels _ -> Texts.of("device.list-models");
            case CommandBody.Decommission _ -> Texts.of("device.decommission");
            case CommandBody.Unknown _ -> Texts.of("device.newer");
        };
    }
}

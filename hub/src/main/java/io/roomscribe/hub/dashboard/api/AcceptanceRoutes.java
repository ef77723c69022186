package io.roomscribe.hub.dashboard.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.acceptance.AcceptanceStore;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.export.AcceptancePdf;
import io.roomscribe.hub.export.BoxLabel;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.HubKey;
import io.roomscribe.protocol.acceptance.SignedReport;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// Acceptances of boxes: their signed reports as JSON and PDF, and a label.
///
/// Thread-safe.
public final class AcceptanceRoutes {
    private static final Pattern HUB =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?/?");
    private static final int SHOWN = 50;
    private static final int SHOWN_MAX = 500;
    private static final String NO_DEVICE = "There is no device of that id.";
    private static final String NO_ACCEPTANCE =
            "There is no acceptance of that id. One that a box made while it was offline comes when it"
                    + " has reached this hub.";
    private static final String NOT_ACCEPTED =
            "This box was not accepted yet: run './roomscribe accept' first.";

    private final AcceptanceStore store;
    private final HubKey key;
    private final Clock clock;

    public AcceptanceRoutes(AcceptanceStore store, HubKey key, Clock clock) {
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/acceptance-key", this::key),
                Route.answering("/api/v1/devices/{id}/acceptances", this::ofDevice, "limit"),
                Route.answering("/api/v1/acceptances/{id}", this::report),
                Route.of(
                        "/api/v1/acceptances/{id}/report.pdf",
                        (request, response) ->
                                send(
                                        response,
                                        "application/pdf",
                                        AcceptancePdf.write(
                                                signed(new Call(request)), clock.getZone()))),
                Route.of(
                        "/api/v1/devices/{id}/label.png",
                        (request, response) -> send(response, "image/png", label(request).png()),
                        "hub"),
                Route.of(
                        "/api/v1/devices/{id}/label.pdf",
                        (request, response) ->
                                send(response, "application/pdf", label(request).pdf()),
                        "hub"));
    }

    /// @param key X.509 in Base64
    record KeyShape(String key, String fingerprint) {}

    /// @param meeting empty when the sentence was not found in the hub
    record AcceptanceShape(
            String id,
            String acceptedAt,
            String by,
            String verdict,
            boolean complete,
            String meeting,
            List<Long> segments) {
        static AcceptanceShape of(AcceptanceReport report) {
            return new AcceptanceShape(
                    report.accepted().id().toString(),
                    report.accepted().at().toString(),
                    report.accepted().by(),
                    report.verdict(),
                    report.reachedTheHub(),
                    report.segments().stream()
                            .findFirst()
                            .map(AcceptanceReport.Row::meeting)
                            .orElse(""),
                    report.segments().stream().map(AcceptanceReport.Row::number).toList());
        }
    }

    record AcceptancesShape(String device, List<AcceptanceShape> acceptances) {}

    private Answer key(Call call) {
        return Answer.json(new KeyShape(key.open(), key.fingerprint()));
    }

    private Answer ofDevice(Call call) {
        var device = call.path("id", DeviceId::new, NO_DEVICE);
        var limit = (int) call.number("limit", 1, SHOWN_MAX, SHOWN);
        return Answer.json(
                new AcceptancesShape(
                        device.value(),
                        store.ofDevice(device, limit).stream()
                                .map(SignedReport::unchecked)
                                .map(AcceptanceShape::of)
                                .toList()));
    }

    private Answer report(Call call) {
        return Answer.json(signed(call));
    }

    private SignedReport signed(Call call) {
        return store.find(call.path("id", UUID::fromString, NO_ACCEPTANCE))
                .orElseThrow(() -> ProblemException.notFound(NO_ACCEPTANCE));
    }

    private BoxLabel label(ServerRequest request) {
        var call = new Call(request);
        var device = call.path("id", DeviceId::new, NO_DEVICE);
        var report =
                store.ofDevice(device, SHOWN).stream()
                        .map(SignedReport::unchecked)
                        .filter(AcceptanceReport::reachedTheHub)
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound(NOT_ACCEPTED));
        var hub = hub(request);
        return new BoxLabel(
                hub + "/devices/" + device,
                List.of(
                        device.value(),
                        report.roomName(),
                        hub.substring(hub.indexOf("//") + 2),
                        "accepted "
                                + LocalDate.ofInstant(report.accepted().at(), clock.getZone())));
    }

    /// The address under which people reach this hub, which it cannot know itself.
    private static String hub(ServerRequest request) {
        var named = request.query().first("hub").orElse("");
        if (named.isEmpty()) {
            return "http://" + request.authority();
        }
        if (named.length() > 200 || !HUB.matcher(named).matches()) {
            throw ProblemException.badRequest(
                    "'hub' is the address of this hub, such as http://hub.example:8080.");
        }
        return named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
    }

    private static void send(ServerResponse response, String type, byte[] content) {
        response.headers().set(HeaderNames.CONTENT_TYPE, type);
        response.send(content);
    }
}

package io.roomscribe.hub.dashboard.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.support.BundleDesk;
import io.roomscribe.hub.support.BundleState;
import io.roomscribe.hub.support.SupportException;
import io.roomscribe.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// A box's support bundle: asked for, watched on its way, downloaded.
///
/// Thread-safe.
public final class BundleRoutes {
    private static final String PATH = "/api/v1/devices/{id}/support-bundle";
    private static final int WAIT_SECONDS_MAX = 30;
    private static final String NO_DEVICE = "There is no device of that id.";
    private static final String NO_BUNDLE =
            "There is no such support bundle here. Ask for a new one; it stays for a day.";

    private final BundleDesk desk;

    public BundleRoutes(BundleDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        return List.of(
                Route.changing(Method.POST, PATH, this::begin, "wait"),
                Route.answering(PATH, this::state, "wait"),
                Route.of(PATH + "/{file}", this::file));
    }

    /// @param state `none`, `packing`, `fetching`, `ready`, `broken-off`, `failed`
    /// @param expiresAt empty before the box has packed it
    record BundleShape(
            String device,
            String state,
            String file,
            long bytes,
            long here,
            String sha256,
            String reason,
            String expiresAt) {
        static BundleShape of(DeviceId device, BundleState state) {
            return new BundleShape(
                    device.value(),
                    state.stage().word(),
                    state.file(),
                    state.bytes(),
                    state.here(),
                    state.sha256(),
                    state.reason(),
                    state.expiresAt().map(Object::toString).orElse(""));
        }
    }

    /// What is asked for has no fields.
    record Nothing() {}

    private Answer begin(Call call) {
        var device = device(call);
        var _ = call.body(Nothing.class);
        var now = answered(() -> desk.begin(device));
        return answer(device, now, wait(call));
    }

    private Answer state(Call call) {
        var device = device(call);
        var now = answered(() -> desk.state(device));
        return answer(device, now, wait(call));
    }

    private static Duration wait(Call call) {
        return Duration.ofSeconds(call.number("wait", 0, WAIT_SECONDS_MAX, 0));
    }

    private Answer answer(DeviceId device, BundleState now, Duration wait) {
        var after = now;
        try {
            after = desk.await(device, wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var shape = BundleShape.of(device, after);
        return after.stage().isUnderWay() ? Answer.accepted(shape) : Answer.json(shape);
    }

    private void file(ServerRequest request, ServerResponse response) throws IOException {
        var call = new Call(request);
        var name = call.path("file");
        var file =
                desk.file(device(call), name)
                        .orElseThrow(() -> ProblemException.notFound(NO_BUNDLE));
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/zip");
        response.headers().set(HeaderNames.CACHE_CONTROL, "private, no-store");
        response.headers()
                .set(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-%s\"".formatted(call.path("id"), name));
        response.send(Files.readAllBytes(file));
    }

    private static DeviceId device(Call call) {
        return call.path("id", DeviceId::new, NO_DEVICE);
    }

    private static BundleState answered(Supplier<BundleState> work) {
        try {
            return work.get();
        } catch (SupportException e) {
            throw switch (e.code()) {
                case UNKNOWN -> ProblemException.notFound(NO_DEVICE);
                case UNREACHED, BUSY, NO_SPACE -> ProblemException.unavailable(e.getMessage());
                case REFUSED, TOO_LARGE, DAMAGED -> ProblemException.conflict(e.getMessage());
            };
        }
    }
}

package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.release.DeviceUpdate;
import io.roomscribe.hub.release.ReleaseSources;
import io.roomscribe.hub.release.Rollout;
import io.roomscribe.hub.release.RolloutBox;
import io.roomscribe.hub.release.RolloutDesk;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.release.ReleaseManifest;
import java.util.List;
import java.util.Objects;

/// Releases that this hub has, and how they get to the boxes.
///
/// Thread-safe.
public final class ReleaseRoutes {
    private static final int ROLLOUTS_MAX = 100;
    private static final int ROLLOUTS_SHOWN = 20;
    private static final int UPDATES_MAX = 200;
    private static final int UPDATES_SHOWN = 50;
    private static final int FAILURES_MAX = 10_000;
    private static final String NO_ROLLOUT = "There is no roll-out of that id.";

    private final ReleaseSources from;

    public ReleaseRoutes(ReleaseSources from) {
        this.from = from;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/releases", this::releases),
                Route.answering("/api/v1/rollouts", this::rollouts, "limit"),
                Route.changing(Method.POST, "/api/v1/rollouts", this::begin),
                Route.answering("/api/v1/rollouts/{id}", this::rollout),
                Route.changing(Method.POST, "/api/v1/rollouts/{id}/{change}", this::change),
                Route.answering("/api/v1/devices/{id}/updates", this::updates, "limit"));
    }

    record ReleaseShape(String version, String createdAt, boolean allowsDowngrade, long bytes) {
        static ReleaseShape of(ReleaseManifest one) {
            return new ReleaseShape(
                    one.version().value(),
                    one.createdAt().toString(),
                    one.allowsDowngrade(),
                    one.bytes());
        }
    }

    record ReleasesShape(List<ReleaseShape> releases) {}

    record BoxShape(
            String device,
            int group,
            String state,
            String reason,
            String changedAt,
            boolean online) {
        static BoxShape of(RolloutBox box) {
            return new BoxShape(
                    box.device().value(),
                    box.stage() + 1,
                    box.state(),
                    box.reason(),
                    box.changedAt().toString(),
                    box.online());
        }
    }

    record RolloutShape(
            String id,
            String version,
            String state,
            String reason,
            boolean atOnce,
            int failuresMax,
            long failures,
            int groups,
            int openGroup,
            String createdAt,
            List<BoxShape> boxes) {
        static RolloutShape of(Rollout one) {
            return new RolloutShape(
                    one.id(),
                    one.version(),
                    one.state().word(),
                    one.reason(),
                    one.atOnce(),
                    one.failuresMax(),
                    one.failures(),
                    one.stages(),
                    one.openStage() + 1,
                    one.createdAt().toString(),
                    one.boxes().stream().map(BoxShape::of).toList());
        }
    }

    record RolloutsShape(List<RolloutShape> rollouts) {}

    record UpdateShape(String version, String before, String step, String reason, String at) {
        static UpdateShape of(DeviceUpdate one) {
            return new UpdateShape(
                    one.version(),
                    one.before(),
                    one.step().word(),
                    one.reason(),
                    one.at().toString());
        }
    }

    record UpdatesShape(String device, List<UpdateShape> updates) {}

    /// @param groups boxes in the order they are asked in; empty for all of them by `steps`
    record Begin(
            String version,
            List<List<String>> groups,
            String steps,
            int failuresMax,
            boolean atOnce) {}

    private Answer releases(Call call) {
        return Answer.json(
                new ReleasesShape(from.shelf().releases().stream().map(ReleaseShape::of).toList()));
    }

    private Answer rollouts(Call call) {
        var limit = (int) call.number("limit", 1, ROLLOUTS_MAX, ROLLOUTS_SHOWN);
        return Answer.json(
                new RolloutsShape(
                        from.store().rollouts(limit).stream().map(RolloutShape::of).toList()));
    }

    private Answer rollout(Call call) {
        return Answer.json(
                from.store()
                        .rollout(call.path("id"))
                        .map(RolloutShape::of)
                        .orElseThrow(() -> ProblemException.notFound(NO_ROLLOUT)));
    }

    private Answer begin(Call call) {
        var body = call.body(Begin.class);
        if (body.failuresMax() < 0 || body.failuresMax() > FAILURES_MAX) {
            throw ProblemException.badRequest("failuresMax is 0 to 10000.");
        }
        try {
            var wanted =
                    new RolloutDesk.Wanted(
                            body.version(),
                            body.groups().stream().map(ReleaseRoutes::devices).toList(),
                            body.steps(),
                            body.failuresMax(),
                            body.atOnce());
            return Answer.json(RolloutShape.of(from.desk().begin(wanted)));
        } catch (IllegalArgumentException e) {
            throw ProblemException.conflict(String.valueOf(e.getMessage()));
        }
    }

    // JSON may hold null where the types say there is none.
    private static List<DeviceId> devices(List<String> group) {
        if (Objects.isNull(group) || group.stream().anyMatch(Objects::isNull)) {
            throw ProblemException.badRequest("A group is a list of names of boxes.");
        }
        return group.stream().map(DeviceId::new).toList();
    }

    private Answer change(Call call) {
        var id = call.path("id");
        if (from.store().rollout(id).isEmpty()) {
            throw ProblemException.notFound(NO_ROLLOUT);
        }
        var isDone =
                switch (call.path("change")) {
                    case "pause" -> from.desk().pause(id);
                    case "resume" -> from.desk().resume(id);
                    case "stop" -> from.desk().stop(id);
                    default ->
                            throw ProblemException.notFound(
                                    "A roll-out can be paused, resumed and stopped.");
                };
        if (!isDone) {
            throw ProblemException.conflict("The roll-out does not stand where that is possible.");
        }
        return rollout(call);
    }

    private Answer updates(Call call) {
        var device = call.path("id", DeviceId::new, "There is no device of that id.");
        var limit = (int) call.number("limit", 1, UPDATES_MAX, UPDATES_SHOWN);
        return Answer.json(
                new UpdatesShape(
                        device.value(),
                        from.store().updates(device, limit).stream()
                                .map(UpdateShape::of)
                                .toList()));
    }
}

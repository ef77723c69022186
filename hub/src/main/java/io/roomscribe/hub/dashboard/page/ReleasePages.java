package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.release.ReleaseSources;
import io.roomscribe.hub.release.Rollout;
import io.roomscribe.hub.release.RolloutBox;
import io.roomscribe.hub.release.RolloutDesk;
import io.roomscribe.hub.release.RolloutState;
import io.roomscribe.protocol.release.ReleaseManifest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The page where a technician brings a release to the boxes and sees how they take it.
///
/// Thread-safe.
final class ReleasePages {
    private static final int ROLLOUTS_SHOWN = 5;
    private static final int FAILURES_MAX = 10_000;
    private static final long MEBIBYTE = 1024L * 1024;

    private final ReleaseSources from;
    private final Times times;
    private final Clock clock;

    ReleasePages(ReleaseSources from, Times times, Clock clock) {
        this.from = from;
        this.times = times;
        this.clock = clock;
    }

    /// @param show answers with the part of the page that changed
    List<Route> changes(Route.Answerer show) {
        return List.of(
                Route.changing(
                        Method.POST,
                        "/releases/rollouts",
                        call -> {
                            begin(call);
                            return show.answer(call);
                        }),
                Route.changing(
                        Method.POST,
                        "/releases/rollouts/{id}",
                        call -> {
                            change(call.path("id"), call.form("change"));
                            return show.answer(call);
                        }));
    }

    private void begin(Call call) {
        try {
            var _ =
                    from.desk()
                            .begin(
                                    new RolloutDesk.Wanted(
                                            call.form("version"),
                                            List.of(),
                                            call.form("steps"),
                                            failures(call.form("failures")),
                                            !call.forms("at-once").isEmpty()));
        } catch (IllegalArgumentException e) {
            throw ProblemException.conflict(String.valueOf(e.getMessage()));
        }
    }

    private static int failures(String text) {
        try {
            return Math.clamp(Integer.parseInt(text.strip()), 0, FAILURES_MAX);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Texts.of("releases.failures-number"), e);
        }
    }

    private void change(String id, String change) {
        var isDone =
                switch (change) {
                    case "pause" -> from.desk().pause(id);
                    case "resume" -> from.desk().resume(id);
                    case "stop" -> from.desk().stop(id);
                    default -> throw ProblemException.badRequest("Send pause, resume or stop.");
                };
        if (!isDone) {
            throw ProblemException.conflict(Texts.of("releases.moved-on"));
        }
    }

    ReleasesView view() {
        var rollouts = from.store().rollouts(ROLLOUTS_SHOWN);
        return new ReleasesView(
                from.shelf().releases().stream().map(this::release).toList(),
                rollouts.stream().map(this::rollout).toList(),
                rollouts.stream().allMatch(one -> one.state().isOver()));
    }

    private ReleasesView.Release release(ReleaseManifest one) {
        return new ReleasesView.Release(
                one.version().value(),
                since(one.createdAt()),
                "%d MiB".formatted(Math.max(1, one.bytes() / MEBIBYTE)),
                one.allowsDowngrade());
    }

    private ReleasesView.Rollout rollout(Rollout one) {
        return new ReleasesView.Rollout(
                one.id(),
                one.version(),
                Texts.word("rollout", one.state().word()),
                tone(one.state()),
                why(one),
                since(one.createdAt()),
                Texts.of(one.atOnce() ? "releases.restarts-now" : "releases.restarts-in-window")
                        + ", "
                        + (one.failuresMax() == 0
                                ? Texts.of("releases.first-failure")
                                : Texts.count("releases.pauses", one.failuresMax())),
                groups(one),
                one.state() == RolloutState.RUNNING,
                one.state() == RolloutState.PAUSED);
    }

    /// Why it does not go on; the hub keeps only an English sentence of it.
    private static String why(Rollout one) {
        return switch (one.state()) {
            case PAUSED ->
                    one.isTooBad()
                            ? Texts.of("releases.too-many", one.failures(), one.failuresMax())
                            : Texts.of("releases.paused");
            case STOPPED -> Texts.of("releases.stopped");
            case RUNNING, DONE -> "";
        };
    }

    private static String tone(RolloutState state) {
        return switch (state) {
            case RUNNING -> "open";
            case PAUSED, STOPPED -> "bad";
            case DONE -> "good";
        };
    }

    private List<ReleasesView.Group> groups(Rollout one) {
        var groups = new ArrayList<ReleasesView.Group>();
        for (var stage = 0; stage < one.stages(); stage++) {
            var at = stage;
            var boxes = one.boxes().stream().filter(box -> box.stage() == at).toList();
            var good = boxes.stream().filter(RolloutBox::isGood).count();
            groups.add(
                    new ReleasesView.Group(
                            Texts.of("releases.group", stage + 1),
                            Texts.of(
                                    good == 1 ? "releases.has" : "releases.have",
                                    good,
                                    boxes.size()),
                            stage <= one.openStage(),
                            boxes.stream().map(this::box).toList()));
        }
        return groups;
    }

    private ReleasesView.Box box(RolloutBox box) {
        var isOff = !box.online() && !box.isEnd();
        var state = Texts.word("update", box.state());
        var had = box.isGood() && !box.reason().isEmpty();
        return new ReleasesView.Box(
                box.device().value(),
                isOff ? Texts.of("releases.and-offline", state) : state,
                tone(box),
                had ? Texts.of("releases.had") : box.reason(),
                since(box.changedAt()));
    }

    private static String tone(RolloutBox box) {
        if (box.hasFailed()) {
            return "bad";
        }
        return box.isGood() ? "good" : "open";
    }

    private String since(Instant at) {
        return times.ago(at, clock.instant());
    }
}

package io.roomscribe.hub.dashboard.page;

import io.helidon.http.Method;
import io.roomscribe.hub.dashboard.api.UploadRoutes;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.hub.fleet.Room;
import io.roomscribe.hub.upload.UploadDesk;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The page on which audio files are dropped.
///
/// Thread-safe.
final class UploadPages {
    private static final int SHOWN = 50;

    private final UploadDesk desk;
    private final FleetStore fleet;
    private final Times times;

    UploadPages(UploadDesk desk, FleetStore fleet, Times times) {
        this.desk = desk;
        this.fleet = fleet;
        this.times = times;
    }

    /// @param show answers with the list as it is then
    List<Route> changes(Route.Answerer show) {
        return List.of(
                Route.changing(
                        Method.POST,
                        "/uploads/{id}/delete",
                        call -> {
                            desk.erase(UploadRoutes.find(desk, call).upload());
                            return show.answer(call);
                        }));
    }

    UploadsView view(Call call) {
        var reach = call.rooms();
        var rooms = fleet.rooms().stream().filter(room -> reach.permits(room.id())).toList();
        var names = rooms.stream().collect(Collectors.toMap(Room::id, Room::name));
        var rows =
                desk.uploads(SHOWN).stream()
                        .filter(one -> names.containsKey(one.upload().room()))
                        .map(one ->
                                UploadsView.row(
                                        one, names.getOrDefault(one.upload().room(), ""), times))
                        .toList();
        var config = desk.config();
        return new UploadsView(
                rooms,
                rows,
                Texts.of(
                        "uploads.limits",
                        config.sizeMax().bytes() >> 20,
                        length(config.lengthMax())));
    }

    private static String length(Duration length) {
        return length.toMinutes() % 60 == 0
                ? Texts.of(
                        length.toHours() == 1 ? "uploads.hour" : "uploads.hours", length.toHours())
                : Texts.of("uploads.minutes", length.toMinutes());
    }
}

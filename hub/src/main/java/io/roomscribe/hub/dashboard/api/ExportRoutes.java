package io.roomscribe.hub.dashboard.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.export.ExportFormat;
import io.roomscribe.hub.export.MeetingExport;
import java.util.Arrays;
import java.util.List;

/// A meeting as a file, in each format.
///
/// Thread-safe.
public final class ExportRoutes {
    private final MeetingExport export;

    public ExportRoutes(MeetingExport export) {
        this.export = export;
    }

    public List<Route> routes() {
        return Arrays.stream(ExportFormat.values()).map(this::route).toList();
    }

    private Route route(ExportFormat format) {
        return Route.of(
                "/api/v1/meetings/{id}/export." + format.extension(),
                (request, response) -> serve(request, response, format));
    }

    private void serve(ServerRequest request, ServerResponse response, ExportFormat format) {
        var file =
                export.write(new Call(request).path("id"), format)
                        .orElseThrow(ProblemException::noMeeting);
        response.headers().set(HeaderNames.CONTENT_TYPE, file.mediaType());
        response.headers().set(HeaderNames.CONTENT_DISPOSITION, file.disposition());
        response.send(file.content());
    }
}

package io.roomscribe.hub.dashboard;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.roomscribe.hub.dashboard.api.ApiRoutes;
import io.roomscribe.hub.dashboard.live.LiveRoutes;
import io.roomscribe.hub.dashboard.page.PageRoutes;
import io.roomscribe.hub.dashboard.route.Route;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The hub's web server: pages, API, live connections, health and metrics on one port.
///
/// Thread-safe.
public final class DashboardServer implements AutoCloseable {
    /// Nothing is ever uploaded.
    private static final long BODY_BYTES_MAX = 64 * 1024;

    private static final Duration SHUTDOWN = Duration.ofMillis(500);

    private final WebServer server;
    private final LiveRoutes live;
    private final SummaryMeter meter;
    private final InetAddress address;
    private final List<Route> routes;

    private DashboardServer(
            WebServer server,
            LiveRoutes live,
            SummaryMeter meter,
            InetAddress address,
            List<Route> routes) {
        this.server = server;
        this.live = live;
        this.meter = meter;
        this.address = address;
        this.routes = routes;
    }

    /// Starts it; when this returns, it answers.
    ///
    /// @throws DashboardException when the port is taken, or the address is not this computer's own
    public static DashboardServer start(HttpConfig config, DashboardSources from, Clock clock) {
        var address = config.loopback();
        var live =
                new LiveRoutes(
                        from.fleet(),
                        from.meetings(),
                        from.transcripts(),
                        from.summaries(),
                        from.events());
        var pages =
                new PageRoutes(
                        from.fleet(),
                        from.meetings(),
                        from.transcripts(),
                        from.summaries(),
                        clock,
                        address.getHostAddress(),
                        from.version());
        var routes = routes(from, clock, live, pages);
        var observation = new Observation(from, live);
        var server =
                WebServer.builder()
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .addFeature(observation.feature())
                        .address(address)
                        .port(config.port())
                        .maxPayloadSize(BODY_BYTES_MAX)
                        .shutdownGracePeriod(SHUTDOWN)
                        .directHandlers(BadRequests.handlers())
                        .routing(routing -> route(routing, routes, pages))
                        .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw isBind(e)
                    ? DashboardException.portInUse(address.getHostAddress(), config.port())
                    : e;
        }
        var meter =
                SummaryMeter.start(from.events(), from.summaries(), observation::summaryRevised);
        return new DashboardServer(server, live, meter, address, routes);
    }

    public int port() {
        return server.port();
    }

    /// The address to open in a browser.
    public String url() {
        var host = address.getHostAddress();
        return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, port());
    }

    /// Every route but those under `/observe`, which Helidon answers.
    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        live.close();
        meter.close();
        server.stop();
    }

    private static List<Route> routes(
            DashboardSources from, Clock clock, LiveRoutes live, PageRoutes pages) {
        var api =
                new ApiRoutes(
                        from.fleet(),
                        from.meetings(),
                        from.transcripts(),
                        from.summaries(),
                        clock,
                        from.version());
        return Stream.of(
                        pages.routes(),
                        api.routes(),
                        live.routes(),
                        List.of(Route.answering("/openapi", _ -> OpenApi.document())))
                .flatMap(List::stream)
                .toList();
    }

    private static void route(HttpRouting.Builder routing, List<Route> routes, PageRoutes pages) {
        var errors = new Errors(pages);
        routing.addFilter(new Guard(errors));
        routing.error(Throwable.class, errors);
        for (var route : routes) {
            route.register(routing);
        }
    }

    private static boolean isBind(@Nullable Throwable thrown) {
        for (var at = thrown; at != null; at = at.getCause()) {
            if (at instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}

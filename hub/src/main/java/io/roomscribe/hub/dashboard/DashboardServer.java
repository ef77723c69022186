package io.roomscribe.hub.dashboard;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.roomscribe.hub.answer.CatchUp;
import io.roomscribe.hub.dashboard.api.AcceptanceRoutes;
import io.roomscribe.hub.dashboard.api.AccountRoutes;
import io.roomscribe.hub.dashboard.api.AnswerRoutes;
import io.roomscribe.hub.dashboard.api.ApiRoutes;
import io.roomscribe.hub.dashboard.api.AudioRoutes;
import io.roomscribe.hub.dashboard.api.BundleRoutes;
import io.roomscribe.hub.dashboard.api.CalendarRoutes;
import io.roomscribe.hub.dashboard.api.CatchUpRoutes;
import io.roomscribe.hub.dashboard.api.DeviceRoutes;
import io.roomscribe.hub.dashboard.api.EarlierRoutes;
import io.roomscribe.hub.dashboard.api.ExportRoutes;
import io.roomscribe.hub.dashboard.api.FollowUpRoutes;
import io.roomscribe.hub.dashboard.api.IdentityRoutes;
import io.roomscribe.hub.dashboard.api.JobRoutes;
import io.roomscribe.hub.dashboard.api.MeetingRoutes;
import io.roomscribe.hub.dashboard.api.MinutesSettingRoutes;
import io.roomscribe.hub.dashboard.api.ReleaseRoutes;
import io.roomscribe.hub.dashboard.api.ReviewRoutes;
import io.roomscribe.hub.dashboard.api.SearchRoutes;
import io.roomscribe.hub.dashboard.api.SpeakerRoutes;
import io.roomscribe.hub.dashboard.api.SpeechModelRoutes;
import io.roomscribe.hub.dashboard.api.TranscriptRoutes;
import io.roomscribe.hub.dashboard.api.UploadRoutes;
import io.roomscribe.hub.dashboard.live.LiveRoutes;
import io.roomscribe.hub.dashboard.page.PageRoutes;
import io.roomscribe.hub.dashboard.route.Gate;
import io.roomscribe.hub.dashboard.route.OwnMeetings;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.export.MeetingExport;
import io.roomscribe.hub.identity.HubIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The hub's web server: pages, API, live connections, health and metrics on one port.
///
/// Thread-safe.
public final class DashboardServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DashboardServer.class.getName());

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
        probe(address, config.port());
        var live =
                new LiveRoutes(
                        from.fleet(),
                        from.meetings(),
                        from.transcripts(),
                        from.speakers(),
                        from.summaries(),
                        from.events(),
                        from.signIn()::changes);
        var pages =
                new PageRoutes(
                        from.fleet(),
                        from.meetings(),
                        from.cuts(),
                        from.calendars(),
                        from.transcripts(),
                        from.texts(),
                        from.words(),
                        from.actions(),
                        from.followUps(),
                        from.analytics(),
                        from.speakers(),
                        from.summaries(),
                        from.edits(),
                        from.commands(),
                        from.desk(),
                        from.transfers(),
                        from.twins(),
                        from.bundles(),
                        from.releases(),
                        from.acceptances(),
                        from.reviews(),
                        from.settings(),
                        from.jobs(),
                        from.uploads(),
                        from.search(),
                        from.identity(),
                        from.accounts(),
                        from.signIn(),
                        clock,
                        address.getHostAddress(),
                        from.version());
        // A free one is known once we listen.
        var port = new AtomicInteger(config.port());
        var gate = new AccountGate(from.signIn(), from.meetings(), port::get);
        var metrics = new HubMetrics(from.ingest(), live);
        var routes = routes(from, clock, live, pages, metrics);
        var server =
                WebServer.builder()
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .addFeature(HubHealth.feature(from.checks()))
                        .address(address)
                        .port(config.port())
                        // A bound for all; each route has its own, and says what it is.
                        .maxPayloadSize(2 * from.uploads().config().sizeMax().bytes() + (1 << 20))
                        .shutdownGracePeriod(SHUTDOWN)
                        .directHandlers(BadRequests.handlers())
                        .routing(routing -> route(routing, routes, pages, gate))
                        .addRouting(live.sockets(gate))
                        .build();
        server.start();
        if (!server.isRunning()) {
            // Taken between the probe and now; Helidon has logged it.
            throw DashboardException.portInUse(address.getHostAddress(), config.port());
        }
        port.set(server.port());
        var meter = SummaryMeter.start(from.events(), from.summaries(), metrics::summaryRevised);
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

    /// Every route but those of health, which Helidon answers.
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
            DashboardSources from,
            Clock clock,
            LiveRoutes live,
            PageRoutes pages,
            HubMetrics metrics) {
        var api =
                new ApiRoutes(
                        from.fleet(),
                        from.meetings(),
                        from.transcripts(),
                        from.speakers(),
                        from.summaries(),
                        () -> from.identity().map(HubIdentity::goodUntil).orElse(Map.of()),
                        clock,
                        from.version());
        return Stream.of(
                        pages.routes(),
                        api.routes(),
                        new AcceptanceRoutes(from.acceptances(), from.reportKey(), clock).routes(),
                        new DeviceRoutes(
                                        from.fleet(),
                                        from.commands(),
                                        from.desk(),
                                        from.erasures(),
                                        from.twins(),
                                        from.twinDesk(),
                                        from.transfers(),
                                        from.decommissions(),
                                        from.events())
                                .routes(),
                        new BundleRoutes(from.bundles()).routes(),
                        new SpeakerRoutes(
                                        from.meetings(),
                                        from.speakers(),
                                        from.edits(),
                                        from.profiles())
                                .routes(),
                        new TranscriptRoutes(from.meetings(), from.texts(), from.words()).routes(),
                        new FollowUpRoutes(
                                        from.meetings(),
                                        from.transcripts(),
                                        from.actions(),
                                        from.analytics())
                                .routes(),
                        new MeetingRoutes(from.meetings(), from.cuts()).routes(),
                        new CatchUpRoutes(
                                        from.meetings(),
                                        new CatchUp(from.transcripts(), from.summaries()),
                                        clock.getZone())
                                .routes(),
                        new EarlierRoutes(from.meetings(), from.actions(), from.followUps())
                                .routes(),
                        new CalendarRoutes(from.calendars(), clock).routes(),
                        new AudioRoutes(from.transcripts(), from.audio()).routes(),
                        new ReviewRoutes(from.reviews()).routes(),
                        new MinutesSettingRoutes(from.settings()).routes(),
                        new IdentityRoutes(from.identity()).routes(),
                        new ReleaseRoutes(from.releases()).routes(),
                        new SpeechModelRoutes(from.speechModels()).routes(),
                        new AnswerRoutes(from.answers(), OwnMeetings::visible).routes(),
                        new AccountRoutes(from.accounts(), from.signIn()).routes(),
                        new JobRoutes(from.jobs(), from.meetings()).routes(),
                        new UploadRoutes(from.uploads(), from.quick(), from.fleet(), clock)
                                .routes(),
                        new ExportRoutes(export(from, clock)).routes(),
                        new SearchRoutes(from.search(), from.transcripts(), OwnMeetings::visible)
                                .routes(),
                        live.routes(),
                        List.of(
                                Route.answering("/openapi", _ -> OpenApi.document()),
                                Route.answering("/observe/metrics", metrics::answer)))
                .flatMap(List::stream)
                .toList();
    }

    private static MeetingExport export(DashboardSources from, Clock clock) {
        return new MeetingExport(
                from.fleet(),
                from.meetings(),
                from.transcripts(),
                from.speakers(),
                from.summaries(),
                clock);
    }

    private static void route(
            HttpRouting.Builder routing, List<Route> routes, PageRoutes pages, Gate gate) {
        var errors = new Errors(pages);
        routing.addFilter(new Guard(errors));
        routing.error(Throwable.class, errors);
        Route.register(routes, routing, gate);
    }

    /// Helidon only logs when it can't listen, so we try first.
    private static void probe(InetAddress address, int port) {
        try (var socket = new ServerSocket(port, 1, address)) {
            LOG.log(System.Logger.Level.DEBUG, "Port is free port={0}", socket.getLocalPort());
        } catch (IOException e) {
            throw DashboardException.portInUse(address.getHostAddress(), port);
        }
    }
}

package io.roomscribe.hub.identity;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.RefusalReason;
import io.roomscribe.protocol.identity.RenewalRequest;
import io.roomscribe.protocol.release.SignedRelease;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Where boxes get and renew certificates and fetch releases and models, HTTPS with the hub's own
/// certificate, on a port of its own. The dashboard may be closed to the boxes' network; this is
/// all they need.
///
/// Thread-safe.
final class EnrolmentServer implements AutoCloseable {
    /// A certificate request and a chain are three KiB.
    private static final long BODY_BYTES_MAX = 16 * 1024;

    private static final Duration SHUTDOWN = Duration.ofMillis(200);

    private final WebServer server;

    private EnrolmentServer(WebServer server) {
        this.server = server;
    }

    static EnrolmentServer start(
            String host, int port, OwnIdentity identity, EnrolmentDesk desk, BoxFiles files) {
        var server =
                WebServer.builder()
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .host(host)
                        .port(port)
                        .tls(
                                Tls.builder()
                                        .privateKey(identity.key())
                                        .privateKeyCertChain(identity.chain())
                                        .enabledProtocols(List.of("TLSv1.3"))
                                        .build())
                        .maxPayloadSize(BODY_BYTES_MAX)
                        .shutdownGracePeriod(SHUTDOWN)
                        .routing(routing -> route(routing, desk, files))
                        .build();
        server.start();
        return new EnrolmentServer(server);
    }

    boolean isRunning() {
        return server.isRunning();
    }

    int port() {
        return server.port();
    }

    private static void route(HttpRouting.Builder routing, EnrolmentDesk desk, BoxFiles files) {
        routing.get(SignedRelease.PATH + "/{of}/{name}", new FileDownload(files.releases()));
        routing.get(ModelManifest.PATH + "/{of}/{name}", new FileDownload(files.models()));
        routing.post(
                EnrolmentRequest.PATH,
                (request, response) -> {
                    var address = request.remotePeer().host();
                    var asked =
                            RecordJson.read(
                                    request.content().as(String.class), EnrolmentRequest.class);
                    send(response, desk.enrol(asked, address));
                });
        routing.post(
                RenewalRequest.PATH,
                (request, response) ->
                        send(
                                response,
                                desk.renew(
                                        RecordJson.read(
                                                request.content().as(String.class),
                                                RenewalRequest.class))));
        routing.error(IllegalArgumentException.class, EnrolmentServer::unusable);
    }

    private static void unusable(
            ServerRequest request, ServerResponse response, IllegalArgumentException e) {
        send(
                response,
                new EnrolmentAnswer.Refused(
                        RefusalReason.REQUEST_UNUSABLE, "this hub speaks another release's words"));
    }

    private static void send(ServerResponse response, EnrolmentAnswer answer) {
        var status =
                switch (answer) {
                    case EnrolmentAnswer.Issued _ -> Status.OK_200;
                    case EnrolmentAnswer.Waiting _ -> Status.ACCEPTED_202;
                    case EnrolmentAnswer.Refused _ -> Status.FORBIDDEN_403;
                };
        response.status(status);
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(RecordJson.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop();
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Live connections as WebSocket, by the JDK's own client.
@Timeout(60)
final class LiveSocketIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private SampleHub hub;
    private SampleMeeting meeting;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(3);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void tellsWhatTheEventStreamTells() throws Exception {
        var told = new Told();
        connect("/api/v1/meetings/meeting-1/live", told, "Cookie", cookie(hub.admin));
        told.next("beat");

        meeting.say(3);
        hub.events.publish(new HubEvent.DeviceChanged(SampleHub.ROOM, SampleHub.DEVICE));

        var segment = told.next("segment");
        assertThat(segment.at("/data/segment/text").asText())
                .isEqualTo(SampleHub.turns().get(3).text());
        assertThat(segment.at("/id").asLong())
                .isEqualTo(segment.at("/data/segment/number").asLong());
        assertThat(told.next("device").at("/data/device").asText()).isEqualTo("box-boardroom");
    }

    @Test
    void closesTheHoleSinceWhatItsReaderHas() throws Exception {
        var told = new Told();
        connect("/api/v1/meetings/meeting-1/live?after=0", told, "Cookie", cookie(hub.admin));

        for (var turn = 0; turn < 3; turn++) {
            assertThat(told.next("segment").at("/data/segment/text").asText())
                    .isEqualTo(SampleHub.turns().get(turn).text());
        }
    }

    @Test
    void opensByNameAndPasswordToo() throws Exception {
        hub.account("robot", Role.VIEWER);
        var told = new Told();
        connect(
                "/api/v1/rooms/workshop/live",
                told,
                "Authorization",
                basic("robot", SampleHub.PASSWORD));
        told.next("beat");

        partial("boardroom", "not for you");
        partial("workshop", "for you");

        assertThat(told.next("partial").at("/data/text").asText()).isEqualTo("for you");
    }

    @Test
    void isRefusedAsTheRouteOfTheSameAddressRefuses() {
        var guest =
                hub.signIn.open(
                        hub.account(
                                "guest",
                                Role.MEMBER,
                                new RoomScope(false, Set.of(new RoomId("workshop")))));
        var technician = hub.signIn.open(hub.account("technician", Role.TECHNICIAN));

        refused(401, "/api/v1/live");
        refused(401, "/api/v1/live", "Authorization", basic("sample-admin", "wrong"));
        refused(404, "/api/v1/meetings/meeting-1/live", "Cookie", cookie(guest));
        refused(404, "/api/v1/rooms/boardroom/live", "Cookie", cookie(guest));
        refused(404, "/api/v1/rooms/attic/live", "Cookie", cookie(hub.admin));
        refused(403, "/api/v1/live", "Cookie", cookie(technician));
        refused(400, "/api/v1/live?since=1", "Cookie", cookie(hub.admin));
        refused(403, "/api/v1/live", "Cookie", cookie(hub.admin), "Origin", "http://elsewhere");
    }

    @Test
    void opensBehindTlsForPagesOfItsOwnOriginAndForNoOther() throws Exception {
        try (var front = new TlsFront(folder.resolve("front"), hub.server.port());
                var trusting = HttpClient.newBuilder().sslContext(front.client()).build()) {
            var address = "wss://" + front.host() + "/api/v1/live";
            for (var own : List.of("https://" + front.host(), "HTTPS://" + front.host())) {
                var told = new Told();
                var socket =
                        open(trusting, address, told, "Cookie", cookie(hub.admin), "Origin", own);
                told.next("beat");
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
            }
            for (var foreign :
                    List.of(
                            "https://elsewhere.example",
                            "https://localhost",
                            "https://localhost:" + hub.server.port(),
                            "https://" + front.host() + ".elsewhere.example",
                            "null",
                            "")) {
                refused(
                        403,
                        foreign,
                        () ->
                                open(
                                        trusting,
                                        address,
                                        new Told(),
                                        "Cookie",
                                        cookie(hub.admin),
                                        "Origin",
                                        foreign));
            }
        }
    }

    @Test
    void takesNoPlainPageForItsOwnWhereAProxySaysThatItEncrypts() throws Exception {
        var own = hub.url("/").replaceFirst("/$", "");
        var encrypted = own.replaceFirst("^http", "https");
        var session = cookie(hub.admin);
        var told = new Told();

        connect(
                "/api/v1/live",
                told,
                "Cookie",
                session,
                "X-Forwarded-Proto",
                "https",
                "Origin",
                encrypted);

        told.next("beat");
        refused(
                403,
                "/api/v1/live",
                "Cookie",
                session,
                "X-Forwarded-Proto",
                "https, http",
                "Origin",
                own);
    }

    @Test
    void endsWhenItsReaderSignsOut() throws Exception {
        var leaving = hub.signIn.open(hub.account("leaving", Role.MEMBER));
        var told = new Told();
        connect("/api/v1/live", told, "Cookie", cookie(leaving));
        told.next("beat");

        hub.signIn.close(leaving);
        partial("boardroom", "said after the sign-out");

        assertThat(told.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
        assertThat(told.messages).noneMatch(one -> one.toString().contains("said after"));
    }

    @Test
    void endsWhenTheHubStopsAndGivesItsPlaceBack() throws Exception {
        var told = new Told();
        var socket = connect("/api/v1/live", told, "Cookie", cookie(hub.admin));
        told.next("beat");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
        Eventually.holds(() ->
                assertThat(new Browserless(hub).page("/observe/metrics").body())
                        .containsPattern("roomscribe_live_readers\\S* 0"));

        var other = new Told();
        connect("/api/v1/live", other, "Cookie", cookie(hub.admin));
        other.next("beat");
        hub.close();

        other.closed.exceptionally(_ -> 0).get(20, TimeUnit.SECONDS);
    }

    @Test
    void listensToNothing() throws Exception {
        var told = new Told();
        var socket = connect("/api/v1/live", told, "Cookie", cookie(hub.admin));
        told.next("beat");

        socket.sendText("tell me more", true).join();

        assertThat(told.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1003);
    }

    private void refused(int status, String path, String... headers) {
        refused(status, path, () -> connect(path, new Told(), headers));
    }

    private static void refused(int status, String what, ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .as(what)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode())
                                        .as(what)
                                        .isEqualTo(status));
    }

    private WebSocket connect(String path, Told told, String... headers) {
        return open(client, hub.url(path).replaceFirst("^http", "ws"), told, headers);
    }

    private static WebSocket open(HttpClient by, String address, Told told, String... headers) {
        var builder = by.newWebSocketBuilder();
        for (var i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create(address), told).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private String cookie(SignIn.Session session) {
        return "session-%d=%s".formatted(hub.server.port(), session.token());
    }

    private static String basic(String name, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private void partial(String room, String text) {
        hub.events.publish(
                new HubEvent.PartialHeard(
                        new RoomId(room), new DeviceId("box-" + room), text, SampleHub.NOW));
    }

    /// What a socket was told.
    private static final class Told implements WebSocket.Listener {
        private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder open = new StringBuilder();

        JsonNode next(String event) throws InterruptedException {
            for (; ; ) {
                var message = messages.poll(20, TimeUnit.SECONDS);
                assertThat(message).as("waiting for " + event).isNotNull();
                if (message.path("event").asText().equals(event)) {
                    return message;
                }
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            open.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(open.toString()));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new AssertionError(e);
                }
                open.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable thrown) {
            closed.completeExceptionally(thrown);
        }
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.Method;
import io.roomscribe.hub.account.Account;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.dashboard.AccessTable.Reach;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.protocol.RoomId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every role at every address of a running server.
final class AccessIT {
    private static final Set<Integer> SHUT = Set.of(401, 403);

    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir Path folder;
    private SampleHub hub;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        var meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(3);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void everyRouteHasItsLineInTheTableAndNoLineIsLeftOver() {
        var routes = new TreeSet<String>();
        hub.server.routes().forEach(route -> routes.add(route.name()));

        assertThat(new TreeSet<>(AccessTable.declared())).isEqualTo(routes);
    }

    @Test
    void theTableSaysWhatThePeopleOfThisHubAreFor() {
        for (var route : hub.server.routes()) {
            var rule = AccessTable.of(route);
            assertThat(rule.roles()).as(route.name()).contains(Role.ADMIN);
            if (rule.reach() != Reach.NOTHING_SAID) {
                assertThat(rule.roles()).as(route.name()).doesNotContain(Role.TECHNICIAN);
            }
            var isOwn =
                    Set.of(
                            "POST /sign-in",
                            "POST /sign-out",
                            "POST /password",
                            "POST /api/v1/sign-in-links",
                            "POST /api/v1/answers");
            if (!route.isReading() && !isOwn.contains(route.name())) {
                assertThat(rule.roles()).as(route.name()).doesNotContain(Role.VIEWER);
            }
            if (route.path().contains("/meetings/{id}")) {
                assertThat(rule.reach()).as(route.name()).isEqualTo(Reach.MEETING);
            }
            if (route.path().contains("/rooms/{id}")) {
                assertThat(rule.reach()).as(route.name()).isEqualTo(Reach.ROOM);
            }
            if (route.path().contains("/accounts")) {
                assertThat(rule.roles()).as(route.name()).containsExactly(Role.ADMIN);
            }
        }
    }

    @Test
    void letsEachRoleInExactlyWhereTheTableSays() throws Exception {
        var wrong = new ArrayList<String>();
        for (var route : inOrder()) {
            var rule = AccessTable.of(route);
            var nobody = status(route, Optional.empty());
            if (SHUT.contains(nobody) == rule.anybody() && !isSignIn(route)) {
                wrong.add("nobody at " + route.name() + " got " + nobody);
            }
            for (var role : Role.values()) {
                var account = hub.account(role.word() + "." + wrong.size() + "." + count++, role);
                var status = status(route, Optional.of(account));
                var mayEnter = rule.anybody() || rule.roles().contains(role);
                if (SHUT.contains(status) == mayEnter && !isSignIn(route)) {
                    wrong.add(role.word() + " at " + route.name() + " got " + status);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void hidesRoomsThatAreNotGiven() throws Exception {
        var scope = new RoomScope(false, Set.of(new RoomId("workshop")));
        var guest = Optional.of(hub.account("guest", Role.MEMBER, scope));
        for (var route : hub.server.routes()) {
            var reach = AccessTable.of(route).reach();
            if (!AccessTable.of(route).roles().contains(Role.MEMBER)) {
                assertThat(status(route, guest)).as(route.name()).isEqualTo(403);
            } else if (reach == Reach.MEETING || reach == Reach.ROOM) {
                assertThat(status(route, guest)).as(route.name()).isEqualTo(404);
            } else if (reach == Reach.ALL_ROOMS) {
                assertThat(status(route, guest)).as(route.name()).isEqualTo(403);
            } else if (reach == Reach.OWN_ROOMS && !route.path().endsWith("/live")) {
                assertThat(send(route, guest).body())
                        .as(route.name())
                        .doesNotContain("oardroom")
                        .doesNotContain(SampleMeeting.TITLE);
            }
        }
    }

    @Test
    void saysNothingOfASentenceOfAnotherRoom() throws Exception {
        var scope = new RoomScope(false, Set.of(new RoomId("workshop")));
        var guest = hub.account("guest", Role.MEMBER, scope);
        var admin = hub.account("head", Role.ADMIN);
        for (var path : List.of("/api/v1/segments/1/similar", "/search?similar=1")) {
            assertThat(get(path, admin)).as(path).isEqualTo(200);
            assertThat(get(path, guest)).as(path).isEqualTo(404);
        }
    }

    private int get(String path, Account account) throws Exception {
        var session = hub.signIn.open(account);
        var request =
                HttpRequest.newBuilder(URI.create(hub.url(path)))
                        .header(
                                "Cookie",
                                "session-%d=%s".formatted(hub.server.port(), session.token()));
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private int count;

    /// What removes something for good comes last.
    private List<Route> inOrder() {
        var routes = new ArrayList<>(hub.server.routes());
        routes.sort((one, other) ->
                Boolean.compare(
                        one.method().equals(Method.DELETE), other.method().equals(Method.DELETE)));
        return routes;
    }

    /// Answers 401 to a wrong name or link, which is what it is for.
    private static boolean isSignIn(Route route) {
        return route.path().startsWith("/sign-in");
    }

    private int status(Route route, Optional<Account> account) throws Exception {
        return send(route, account).statusCode();
    }

    private HttpResponse<String> send(Route route, Optional<Account> account) throws Exception {
        var path =
                route.path()
                        .replace("/rooms/{id}", "/rooms/boardroom")
                        .replace("/meetings/{id}", "/meetings/" + SampleHub.MEETING)
                        .replace("/devices/{id}", "/devices/" + SampleHub.DEVICE)
                        .replaceAll("\\{[a-z]+}", "99999");
        var isPage = !path.startsWith("/api/");
        // A live connection never ends, and HEAD asks the same.
        var method = route.path().endsWith("/live") ? "HEAD" : route.method().text();
        var body = route.isReading() ? "" : isPage ? "name=a&password=b" : "{}";
        var request =
                HttpRequest.newBuilder(URI.create(hub.url(path)))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, BodyPublishers.ofString(body));
        if (!route.isReading()) {
            request.header(
                    "Content-Type",
                    isPage ? "application/x-www-form-urlencoded" : "application/json");
            request.header("Origin", hub.server.url().replaceFirst("/$", ""));
        }
        if (account.isPresent()) {
            var session = hub.signIn.open(account.get());
            request.header("Cookie", "session-%d=%s".formatted(hub.server.port(), session.token()));
            request.header("X-CSRF-Token", session.formToken());
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}

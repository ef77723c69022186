package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.RoomScope;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in, staying signed in, and not being tricked.
final class SignInIT {
    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir Path folder;
    private SampleHub hub;
    private Browserless nobody;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        nobody = new Browserless(hub, Optional.empty());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void sendsABrowserToSignInAndBack() throws Exception {
        hub.account("anna", Role.VIEWER);

        var sent = nobody.page("/meetings");
        var signedIn =
                form(
                        "/sign-in",
                        "",
                        "name=Anna&password=" + encoded(SampleHub.PASSWORD) + "&next=/meetings");

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(location(sent)).isEqualTo("/sign-in?next=%2Fmeetings");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(location(signedIn)).isEqualTo("/meetings");
        assertThat(cookie(signedIn)).contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(get("/meetings", session(signedIn)).statusCode()).isEqualTo(200);
    }

    @Test
    void goesNowhereElseAfterwards() throws Exception {
        hub.account("anna", Role.VIEWER);
        for (var next :
                new String[] {"//evil.example", "/\\evil.example", "https://evil.example"}) {
            var signedIn =
                    form(
                            "/sign-in",
                            "",
                            "name=anna&password=%s&next=%s"
                                    .formatted(encoded(SampleHub.PASSWORD), encoded(next)));
            assertThat(location(signedIn)).as(next).isEqualTo("/");
        }
    }

    @Test
    void makesGuessingSlow() throws Exception {
        hub.account("anna", Role.VIEWER);
        for (var i = 0; i < 5; i++) {
            assertThat(form("/sign-in", "", "name=anna&password=wrong" + i).statusCode())
                    .isEqualTo(401);
        }

        var right = form("/sign-in", "", "name=anna&password=" + encoded(SampleHub.PASSWORD));
        var program = nobody.get("/api/v1/me", "Authorization", basic("anna", SampleHub.PASSWORD));

        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(right.headers().firstValue("Retry-After")).isPresent();
        assertThat(program.statusCode()).isEqualTo(429);
    }

    @Test
    void aOneTimePasswordOnlyLetsItsOwnerChooseAnother() throws Exception {
        var made = hub.accounts.create("ben", Role.ADMIN, RoomScope.EVERYWHERE);
        var authorization = basic("ben", made.oneTimePassword());
        var signedIn = form("/sign-in", "", "name=ben&password=" + encoded(made.oneTimePassword()));
        var session = session(signedIn);
        var token = hub.signIn.session(session).orElseThrow().formToken();

        assertThat(location(signedIn)).isEqualTo("/password");
        assertThat(get("/accounts", session).statusCode()).isEqualTo(303);
        assertThat(nobody.get("/api/v1/meetings", "Authorization", authorization).statusCode())
                .isEqualTo(403);

        var chosen =
                form(
                        "/password",
                        session,
                        "_csrf=%s&old=%s&password=%s&again=%s"
                                .formatted(
                                        token,
                                        encoded(made.oneTimePassword()),
                                        encoded(SampleHub.PASSWORD),
                                        encoded(SampleHub.PASSWORD)));

        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(get("/accounts", session(chosen)).statusCode()).isEqualTo(200);
        assertThat(hub.signIn.session(session)).as("the old session").isEmpty();
        assertThat(
                        nobody.get("/api/v1/me", "Authorization", basic("ben", SampleHub.PASSWORD))
                                .body())
                .contains("\"role\":\"admin\"");
    }

    @Test
    void refusesChangesThatTheCookieAloneWouldSend() throws Exception {
        var before = hub.accounts.all().size();
        var admin = hub.admin.token();

        var forged = form("/accounts", admin, "name=eve&role=admin");
        var guessed = form("/accounts", admin, "_csrf=guess&name=eve&role=admin");
        var real =
                form(
                        "/accounts",
                        admin,
                        "_csrf=" + hub.admin.formToken() + "&name=eve&role=viewer");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(guessed.statusCode()).isEqualTo(403);
        assertThat(real.statusCode()).isEqualTo(200);
        assertThat(real.body()).contains("One-time password of <strong>eve</strong>");
        assertThat(hub.accounts.all()).hasSize(before + 1);
    }

    @Test
    void aLinkSignsInOnce() throws Exception {
        var link =
                new Browserless(hub).sendJson("POST", "/api/v1/sign-in-links", "{\"minutes\":5}");
        var path = Browserless.json(link).get("path").asText();

        var first = nobody.page(path);
        var second = nobody.page(path);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(get("/", session(first)).statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(second.body()).contains("This link has been used, or is too old.");
    }

    @Test
    void signsOut() throws Exception {
        var session = hub.signIn.open(hub.account("anna", Role.VIEWER));

        var out = form("/sign-out", session.token(), "_csrf=" + session.formToken());

        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(cookie(out)).contains("Max-Age=1;");
        assertThat(get("/api/v1/me", session.token()).statusCode()).isEqualTo(401);
    }

    @Test
    void neverLosesTheLastAdmin() throws Exception {
        var me = hub.accounts.all().getFirst().id();
        var client = new Browserless(hub);

        var demoted =
                client.sendJson(
                        "PUT",
                        "/api/v1/accounts/" + me,
                        "{\"role\":\"viewer\",\"allRooms\":true,\"rooms\":[],\"disabled\":false}");
        var deleted = client.send("DELETE", "/api/v1/accounts/" + me, "");

        assertThat(demoted.statusCode()).isEqualTo(409);
        assertThat(deleted.statusCode()).isEqualTo(409);
        assertThat(hub.accounts.find(me).role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void aLockedOutPersonIsOutAtOnce() throws Exception {
        var anna = hub.account("anna", Role.VIEWER);
        var session = hub.signIn.open(anna);
        var authorization = basic("anna", SampleHub.PASSWORD);
        assertThat(nobody.get("/api/v1/me", "Authorization", authorization).statusCode())
                .isEqualTo(200);

        hub.accounts.change(anna.id(), Role.VIEWER, anna.rooms(), true);

        assertThat(get("/api/v1/me", session.token()).statusCode()).isEqualTo(401);
        assertThat(nobody.get("/api/v1/me", "Authorization", authorization).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> get(String path, String session) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(hub.url(path)))
                        .header("Accept", "text/html")
                        .header("Cookie", "session-" + hub.server.port() + "=" + session));
    }

    private HttpResponse<String> form(String path, String session, String fields) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(hub.url(path)))
                        .header("Accept", "text/html")
                        .header("Origin", hub.server.url().replaceFirst("/$", ""))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", "session-" + hub.server.port() + "=" + session)
                        .POST(BodyPublishers.ofString(fields)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("");
    }

    private static String session(HttpResponse<String> answer) {
        return cookie(answer).replaceFirst("^[^=]*=", "").replaceFirst(";.*$", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(String name, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}

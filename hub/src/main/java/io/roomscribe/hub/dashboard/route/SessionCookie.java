package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.account.SignIn;
import java.time.Duration;
import java.util.Optional;

/// The cookie by which a browser is known: out of reach of scripts and of other sites' forms. Its
/// name has the port, because browsers keep one jar for all servers of one computer.
public final class SessionCookie {
    /// Helidon leaves out a life of nothing, and the browser would keep the cookie.
    private static final Duration GONE = Duration.ofSeconds(1);

    private SessionCookie() {}

    public static Optional<String> token(ServerRequest request) {
        return token(request.headers(), request.localPeer().port());
    }

    /// The same of a handshake, which does not tell where it came in.
    ///
    /// @param port that we listen on; what stands before us may be called by another
    public static Optional<String> token(ServerRequestHeaders headers, int port) {
        var name = name(port);
        var cookies = headers.cookies();
        return cookies.contains(name) ? Optional.of(cookies.get(name)) : Optional.empty();
    }

    /// @param life the browser forgets it then; the hub may do so earlier
    public static void set(
            ServerRequest request, ServerResponse response, SignIn.Session session, Duration life) {
        put(request, response, session.token(), life);
    }

    public static void clear(ServerRequest request, ServerResponse response) {
        put(request, response, "", GONE);
    }

    private static void put(
            ServerRequest request, ServerResponse response, String value, Duration life) {
        response.headers()
                .add(
                        HeaderNames.SET_COOKIE,
                        SetCookie.builder(name(request.localPeer().port()), value)
                                .path("/")
                                .httpOnly(true)
                                .sameSite(SetCookie.SameSite.LAX)
                                .maxAge(life)
                                .build()
                                .text());
    }

    private static String name(int port) {
        return "session-" + port;
    }
}

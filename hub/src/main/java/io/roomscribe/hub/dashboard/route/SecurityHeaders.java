package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

/// Headers that keep other sites out and transcripts out of caches.
public final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; media-src blob:; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private SecurityHeaders() {}

    /// Sets them; a route may then allow its own answer to be kept.
    public static void set(ServerResponse response) {
        var headers = response.headers();
        headers.set(HeaderNames.create("Content-Security-Policy"), POLICY);
        headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        headers.set(HeaderNames.create("Referrer-Policy"), "same-origin");
        headers.set(HeaderNames.create("Cross-Origin-Opener-Policy"), "same-origin");
        headers.set(HeaderNames.create("Cross-Origin-Resource-Policy"), "same-origin");
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
    }
}

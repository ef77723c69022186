package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

/// Who has a browser send something: a page of ours, or one of another site that uses the reader's
/// cookie.
public final class Sender {
    private Sender() {}

    /// Whether a page of another site sends this, by what its browser says. Ours may have come over
    /// HTTPS, through a proxy in front of the hub.
    public static boolean isForeign(Headers headers) {
        var host = headers.first(HeaderNames.HOST).orElse("");
        return headers.first(HeaderNames.ORIGIN)
                .filter(origin ->
                        !origin.equalsIgnoreCase("http://" + host)
                                && !origin.equalsIgnoreCase("https://" + host))
                .isPresent();
    }
}

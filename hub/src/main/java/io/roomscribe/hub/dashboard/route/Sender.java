package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;

/// Who has a browser send something: a page of ours, or one of another site that uses the reader's
/// cookie.
public final class Sender {
    private Sender() {}

    /// Whether a page of another site sends this, by what its browser says. Ours may have come over
    /// HTTPS, through a proxy in front of the hub; where that says so, a page that came without is
    /// anybody's who sits on the line.
    public static boolean isForeign(Headers headers) {
        var host = headers.first(HeaderNames.HOST).orElse("");
        var own = schemes(headers).stream().map(scheme -> scheme + "://" + host).toList();
        return headers.first(HeaderNames.ORIGIN)
                .filter(origin -> own.stream().noneMatch(origin::equalsIgnoreCase))
                .isPresent();
    }

    /// A proxy writes the one that its client used first.
    private static List<String> schemes(Headers headers) {
        return headers.first(HeaderNames.X_FORWARDED_PROTO)
                .map(forwarded -> List.of(forwarded.split(",", 2)[0].strip()))
                .orElse(List.of("http", "https"));
    }
}

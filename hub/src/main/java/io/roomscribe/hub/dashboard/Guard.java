package io.roomscribe.hub.dashboard;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.SecurityHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// Stands before every route: refuses names that are not this computer's, sets the headers that
/// protect the reader, and writes one log line a request without its query.
///
/// A server on the loopback address can be reached by any web page whose name its owner points at
/// 127.0.0.1 (DNS rebinding); the `Host` header tells.
///
/// Thread-safe.
final class Guard implements Filter {
    private static final System.Logger LOG = System.getLogger(Guard.class.getName());
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Errors errors;

    Guard(Errors errors) {
        this.errors = errors;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        SecurityHeaders.set(response);
        response.whenSent(() -> log(request, response));
        if (!isOwnName(request.headers().first(HeaderNames.HOST).orElse(""))) {
            errors.handle(
                    request,
                    response,
                    new ProblemException(
                            421,
                            "Misdirected Request",
                            "Open this page as localhost or 127.0.0.1; other names are refused."));
            return;
        }
        chain.proceed();
    }

    static boolean isOwnName(String host) {
        try {
            var name = new URI("http://" + host).getHost();
            return name != null && OWN_NAMES.contains(name.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void log(RoutingRequest request, RoutingResponse response) {
        LOG.log(
                System.Logger.Level.DEBUG,
                () ->
                        "Request answered method=%s path=%s status=%d bytes=%d"
                                .formatted(
                                        request.prologue().method().text(),
                                        request.path().rawPath(),
                                        response.status().code(),
                                        response.bytesWritten()));
    }
}

package io.roomscribe.hub.dashboard.route;

import io.helidon.webserver.http.ServerRequest;

/// Asked before a route sees a request.
@FunctionalInterface
public interface Gate {
    /// Notes who is calling in the request's context.
    ///
    /// @throws ProblemException when they may not
    void check(Route route, ServerRequest request);
}

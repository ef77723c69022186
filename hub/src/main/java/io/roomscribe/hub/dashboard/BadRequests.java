package io.roomscribe.hub.dashboard;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Problem;

/// Answers what never reached a route because it was not proper HTTP, or too large.
final class BadRequests {
    private BadRequests() {}

    static DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        for (var type : EventType.values()) {
            handlers.addHandler(
                    type, (request, event, status, headers, message) -> answer(status, event));
        }
        return handlers.build();
    }

    private static TransportResponse answer(Status status, EventType event) {
        var problem = Problem.of(status.code(), "").answer();
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(problem.status()))
                .header(HeaderNames.CONTENT_TYPE, Answer.PROBLEM)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .keepAlive(event.keepAlive())
                .entity(problem.body())
                .build();
    }
}

package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// One address the hub answers `GET` and `HEAD` on. Nothing changes through the dashboard, so no
/// other method exists.
///
/// Immutable.
///
/// @param path as OpenAPI writes it: `/meetings/{id}`
/// @param parameters names of the query parameters it understands; any other is refused
public record Route(String path, Set<String> parameters, Handler handler) {
    private static final Predicate<Method> READ = Method.predicate(Method.GET, Method.HEAD);

    public Route {
        parameters = Set.copyOf(parameters);
    }

    public static Route of(String path, Handler handler, String... parameters) {
        return new Route(path, Set.of(parameters), handler);
    }

    /// A route whose handler only returns what is to be sent.
    public static Route answering(String path, Answerer answerer, String... parameters) {
        return of(
                path,
                (request, response) -> answerer.answer(new Call(request)).send(response),
                parameters);
    }

    /// Puts it into Helidon's routing.
    public void register(HttpRouting.Builder routing) {
        routing.route(READ, PathMatchers.create(path), this::handle);
        routing.any(path, (request, response) -> refuse(response));
    }

    private void handle(ServerRequest request, ServerResponse response) throws Exception {
        for (var name : request.query().names()) {
            if (!parameters.contains(name)) {
                throw ProblemException.badRequest(
                        "There is no parameter '%s' here.".formatted(shortened(name))
                                + (parameters.isEmpty()
                                        ? " This address takes none."
                                        : " Known: "
                                                + String.join(", ", new TreeSet<>(parameters))
                                                + "."));
            }
        }
        handler.handle(request, response);
    }

    private static void refuse(ServerResponse response) {
        response.headers().set(HeaderNames.ALLOW, "GET, HEAD");
        throw new ProblemException(
                405, "Method Not Allowed", "This address can only be read: use GET.");
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    /// Turns a call into an answer, or throws [ProblemException].
    @FunctionalInterface
    public interface Answerer {
        Answer answer(Call call);
    }
}

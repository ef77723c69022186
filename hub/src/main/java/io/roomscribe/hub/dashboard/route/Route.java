package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// One address and method the hub answers. What is read is read with `GET` and `HEAD`; what changes
/// something takes JSON, or a form of our own pages, and is refused to pages of other sites.
///
/// Immutable.
///
/// @param method `GET`, `POST`, `PUT` or `DELETE`
/// @param path as OpenAPI writes it: `/meetings/{id}`
/// @param parameters names of the query parameters it understands; any other is refused
/// @param content what it takes from whoever changes something
public record Route(
        Method method, String path, Set<String> parameters, Content content, Handler handler) {
    private static final Predicate<Method> READ = Method.predicate(Method.GET, Method.HEAD);

    /// A document or form is small; anything larger is refused before it is read.
    private static final long DOCUMENT_BYTES_MAX = 64 * 1024;

    private static final List<String> AUDIO =
            List.of("audio/", "video/", "application/ogg", "application/octet-stream");

    private static final String FORM = "application/x-www-form-urlencoded";

    /// What is sent to a route.
    public enum Content {
        DOCUMENT,
        /// Audio, or any file; of any size, which its handler limits.
        FILE
    }

    public Route {
        parameters = Set.copyOf(parameters);
    }

    public static Route of(String path, Handler handler, String... parameters) {
        return new Route(Method.GET, path, Set.of(parameters), Content.DOCUMENT, handler);
    }

    /// A route whose handler only returns what is to be sent.
    public static Route answering(String path, Answerer answerer, String... parameters) {
        return of(path, sending(answerer), parameters);
    }

    /// A page's form, whose handler also sets headers.
    public static Route posting(String path, Handler handler) {
        return new Route(Method.POST, path, Set.of(), Content.DOCUMENT, handler);
    }

    /// A route that changes something.
    public static Route changing(
            Method method, String path, Answerer answerer, String... parameters) {
        return new Route(method, path, Set.of(parameters), Content.DOCUMENT, sending(answerer));
    }

    /// A route that takes a file as its body.
    public static Route uploading(String path, Answerer answerer, String... parameters) {
        return new Route(Method.POST, path, Set.of(parameters), Content.FILE, sending(answerer));
    }

    private static Handler sending(Answerer answerer) {
        return (request, response) -> answerer.answer(new Call(request)).send(response);
    }

    /// Puts routes into Helidon's routing, with an answer for every other method of their paths.
    ///
    /// @param gate asked before each route
    public static void register(List<Route> routes, HttpRouting.Builder routing, Gate gate) {
        for (var route : routes) {
            var methods = route.isReading() ? READ : Method.predicate(route.method());
            routing.route(
                    methods,
                    PathMatchers.create(route.path()),
                    (request, response) -> route.handle(request, response, gate));
        }
        for (var path : routes.stream().map(Route::path).collect(Collectors.toSet())) {
            var allowed =
                    routes.stream()
                            .filter(route -> route.path().equals(path))
                            .map(route -> route.isReading() ? "GET, HEAD" : route.method().text())
                            .sorted()
                            .collect(Collectors.joining(", "));
            routing.any(path, (request, response) -> refuse(response, allowed));
        }
    }

    /// The same address with something around its handler.
    public Route withHandler(Handler other) {
        return new Route(method, path, parameters, content, other);
    }

    /// `GET /meetings/{id}`: by this it is known in the table of who may call what.
    public String name() {
        return method.text() + " " + path;
    }

    public boolean isReading() {
        return method.equals(Method.GET);
    }

    private void handle(ServerRequest request, ServerResponse response, Gate gate)
            throws Exception {
        if (content == Content.DOCUMENT
                && request.headers().contentLength().orElse(0) > DOCUMENT_BYTES_MAX) {
            throw ProblemException.tooLarge("This address takes at most 64 KiB.");
        }
        gate.check(this, request);
        request.context().register(new Permission(() -> gate.check(this, request)));
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
        if (!isReading()) {
            checkSender(request);
        }
        handler.handle(request, response);
    }

    /// Every page that somebody's browser shows could send here with their cookie: a foreign origin
    /// is told by its header, and a plain form cannot send JSON. A form of our own page comes with
    /// our own origin.
    private void checkSender(ServerRequest request) {
        var origin = request.headers().first(HeaderNames.ORIGIN);
        if (Sender.isForeign(request.headers())) {
            throw new ProblemException(
                    403, "Forbidden", "Pages of other sites may not change anything here.");
        }
        var type =
                request.headers()
                        .first(HeaderNames.CONTENT_TYPE)
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
        if (content == Content.FILE) {
            if (AUDIO.stream().noneMatch(type::startsWith)) {
                throw new ProblemException(
                        415,
                        "Unsupported Media Type",
                        "Send the file itself as the body, as audio/wav, audio/mpeg, audio/flac,"
                                + " audio/ogg, audio/mp4 or application/octet-stream.");
            }
            return;
        }
        var isOurForm = origin.isPresent() && type.startsWith(FORM);
        var needsNone = request.prologue().method().equals(Method.DELETE);
        if (!type.startsWith("application/json") && !isOurForm && !needsNone) {
            throw new ProblemException(
                    415, "Unsupported Media Type", "Send JSON, as application/json.");
        }
    }

    private static void refuse(ServerResponse response, String allowed) {
        response.headers().set(HeaderNames.ALLOW, allowed);
        throw new ProblemException(
                405, "Method Not Allowed", "This address takes " + allowed + " and nothing else.");
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

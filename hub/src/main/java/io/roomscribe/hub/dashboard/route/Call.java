package io.roomscribe.hub.dashboard.route;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.roomscribe.hub.account.Account;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.protocol.message.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// A request with its parameters checked as they are taken.
///
/// Confined to the request's thread.
public final class Call {
    private static final int DOCUMENT_BYTES_MAX = 64 * 1024;

    private final ServerRequest request;

    public Call(ServerRequest request) {
        this.request = request;
    }

    /// The value of `{name}` in the route's path.
    public String path(String name) {
        return request.path().pathParameters().get(name);
    }

    /// The same as a value of ours. What can't be one can't be found either: 404 with `detail`.
    public <T> T path(String name, Function<String, T> parse, String detail) {
        try {
            return parse.apply(path(name));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound(detail);
        }
    }

    /// The meeting that `{id}` in the route's path names.
    ///
    /// @throws ProblemException when there is none
    public Meeting meeting(MeetingStore meetings) {
        return meetings.meeting(path("id")).orElseThrow(ProblemException::noMeeting);
    }

    public Optional<String> query(String name) {
        return request.query().contains(name)
                ? Optional.of(request.query().get(name))
                : Optional.empty();
    }

    /// The same as a value of ours: 404 with `detail` when it can't be one.
    public <T> Optional<T> query(String name, Function<String, T> parse, String detail) {
        try {
            return query(name).map(parse);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound(detail);
        }
    }

    /// A whole number from `min` to `max`, or what holds when it is not given.
    public long number(String name, long min, long max, long otherwise) {
        var text = query(name);
        return text.isEmpty() ? otherwise : parse(name, text.get(), min, max);
    }

    public Optional<String> cookie(String name) {
        var cookies = request.headers().cookies();
        return cookies.contains(name) ? Optional.of(cookies.get(name)) : Optional.empty();
    }

    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /// Whether a page's own script asks, which follows no redirect to another page.
    public boolean isFragment() {
        return header("HX-Request").isPresent();
    }

    private static long parse(String name, String text, long min, long max) {
        try {
            var number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw ProblemException.badRequest(
                "'%s' must be a whole number from %d to %d".formatted(name, min, max));
    }

    /// Who is calling; nobody on the few addresses that anybody may ask.
    public Optional<Caller> caller() {
        return request.context().get(Caller.class);
    }

    /// Whether the caller may still have what they asked for: they may have signed out since.
    public boolean isStillPermitted() {
        return request.context().get(Permission.class).map(Permission::stands).orElse(false);
    }

    /// Who is calling, where somebody must be.
    public Account account() {
        return caller().map(Caller::account).orElseThrow(ProblemException::unauthorized);
    }

    /// The rooms that the caller may see. Whatever answers with more than the one room or meeting
    /// its path names has to leave out the others.
    public RoomScope rooms() {
        return caller().map(Caller::account)
                .map(Account::rooms)
                .orElse(new RoomScope(false, Set.of()));
    }

    /// Where the request comes from.
    public String address() {
        return request.remotePeer().host();
    }

    /// The request's JSON, read by `parse`: 400 with `detail` when that can't read it.
    public <T> T body(Function<String, T> parse, String detail) {
        try {
            return parse.apply(new String(bytes(), StandardCharsets.UTF_8));
        } catch (ProtocolException | IllegalArgumentException e) {
            throw ProblemException.badRequest(detail);
        }
    }

    /// The request's JSON document.
    ///
    /// @throws ProblemException when it is none, or not what is asked for here
    public <T> T body(Class<T> type) {
        if (!contentType().equals("application/json")) {
            throw new ProblemException(
                    415,
                    "Unsupported Media Type",
                    "Send the body as JSON, with 'Content-Type: application/json'.");
        }
        return Json.read(bytes(), type);
    }

    /// Who asks, as a history of changes names it.
    public String person() {
        return "this computer";
    }

    /// A field of the form that a page sends.
    ///
    /// @throws ProblemException when it is not there
    public String form(String name) {
        if (!contentType().equals("application/x-www-form-urlencoded")) {
            throw new ProblemException(
                    415, "Unsupported Media Type", "This address takes a page's form.");
        }
        for (var value : forms(name)) {
            return value;
        }
        throw ProblemException.badRequest("The form has no field '%s'.".formatted(name));
    }

    /// All values of a form's field; empty when the form has none, or there is no form.
    public List<String> forms(String name) {
        var values = new ArrayList<String>();
        if (contentType().equals("application/x-www-form-urlencoded")) {
            for (var field : new String(bytes(), StandardCharsets.UTF_8).split("&", -1)) {
                var pair = field.split("=", 2);
                if (pair.length == 2 && decoded(pair[0]).equals(name)) {
                    values.add(decoded(pair[1]));
                }
            }
        }
        return values;
    }

    private String contentType() {
        var type = header("Content-Type").orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /// The request's body as it comes in, for what does not fit into memory.
    public InputStream stream() {
        return request.content().hasEntity()
                ? request.content().inputStream()
                : InputStream.nullInputStream();
    }

    /// How long the body says it is.
    public OptionalLong length() {
        return request.headers().contentLength();
    }

    /// Kept with the request, because it can be taken from the connection once only.
    private byte[] bytes() {
        var context = request.context();
        return context.get(Body.class)
                .orElseGet(() -> {
                    var body =
                            new Body(
                                    request.content().hasEntity()
                                            ? limited(request.content().inputStream())
                                            : new byte[0]);
                    context.register(body);
                    return body;
                })
                .bytes;
    }

    /// A body that does not say how long it is may be any size.
    private static byte[] limited(InputStream in) {
        try {
            var bytes = in.readNBytes(DOCUMENT_BYTES_MAX + 1);
            if (bytes.length > DOCUMENT_BYTES_MAX) {
                throw ProblemException.tooLarge("This address takes at most 64 KiB.");
            }
            return bytes;
        } catch (IOException e) {
            throw ProblemException.badRequest("The body broke off.");
        }
    }

    private static final class Body {
        private final byte[] bytes;

        private Body(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("The form is not encoded as forms are.");
        }
    }

    /// Whether the caller is a person's browser rather than a program.
    public boolean wantsPage() {
        var path = request.path().path();
        var forPrograms =
                path.startsWith("/api/") || path.startsWith("/observe/") || path.equals("/openapi");
        return !forPrograms
                && header("Accept").orElse("").toLowerCase(Locale.ROOT).contains("text/html");
    }
}

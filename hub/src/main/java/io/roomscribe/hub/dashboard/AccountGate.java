package io.roomscribe.hub.dashboard;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.roomscribe.hub.account.Account;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.dashboard.live.Handshake;
import io.roomscribe.hub.dashboard.live.HandshakeGate;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Caller;
import io.roomscribe.hub.dashboard.route.Gate;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.dashboard.route.SessionCookie;
import io.roomscribe.hub.meeting.Meeting;
import io.roomscribe.hub.meeting.MeetingStore;
import io.roomscribe.protocol.RoomId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Finds out who is calling and lets them in as [AccessTable] says.
///
/// A request says who sends it by its cookie or, from a program, by HTTP Basic. No answer ever asks
/// a browser for the latter, so that no browser keeps a password to send by itself; and a change
/// that comes with a cookie has to carry the word that only our own pages know.
///
/// Thread-safe.
final class AccountGate implements Gate, HandshakeGate {
    private static final String NO_ROOM = "There is no room of that name.";

    /// Where a handshake comes from is not told before it is over: wrong passwords count together.
    private static final String HANDSHAKE = "handshake";

    private static final Set<String> WITH_ONE_TIME_PASSWORD =
            Set.of("GET /password", "POST /password", "POST /sign-out", "GET /api/v1/me");

    private final SignIn signIn;
    private final MeetingStore meetings;
    private final IntSupplier port;

    /// @param port that we listen on
    AccountGate(SignIn signIn, MeetingStore meetings, IntSupplier port) {
        this.signIn = signIn;
        this.meetings = meetings;
        this.port = port;
    }

    @Override
    public void check(Route route, ServerRequest request) {
        var call = new Call(request);
        var rule = AccessTable.of(route);
        var caller = caller(call, request, rule.anybody());
        caller.ifPresent(request.context()::register);
        if (rule.anybody()) {
            return;
        }
        var known = caller.orElseThrow(ProblemException::unauthorized);
        enter(route.name(), known.account(), () -> call.path("id"));
        if (!route.isReading() && known.session().isPresent()) {
            checkForm(call, known.session().get());
        }
    }

    /// A live connection's handshake, by the rules of the route of the same address.
    @Override
    public Account check(Handshake handshake) {
        var headers = ServerRequestHeaders.create(handshake.headers());
        var host = headers.first(HeaderNames.HOST).orElse("");
        if (!Guard.isOwnName(host)) {
            throw ProblemException.forbidden("Other names than this computer's are refused.");
        }
        var authorization = headers.first(HeaderNames.AUTHORIZATION);
        var account =
                authorization.isPresent()
                        ? basic(authorization.get(), HANDSHAKE)
                        : SessionCookie.token(headers, port.getAsInt())
                                .flatMap(signIn::session)
                                .map(SignIn.Session::account)
                                .orElseThrow(ProblemException::unauthorized);
        if (account.mustChange()) {
            throw ProblemException.forbidden("This password works once: choose your own first.");
        }
        enter(handshake.route(), account, handshake::id);
        return account;
    }

    private void enter(String route, Account account, Supplier<String> id) {
        var rule = AccessTable.of(route);
        if (account.mustChange() && !WITH_ONE_TIME_PASSWORD.contains(route)) {
            throw new OneTimePasswordException();
        }
        if (!rule.roles().contains(account.role())) {
            throw ProblemException.forbidden(
                    "This is not for the role '%s'. An admin can change yours."
                            .formatted(account.role().word()));
        }
        checkRooms(rule.reach(), account.rooms(), id);
    }

    private Optional<Caller> caller(Call call, ServerRequest request, boolean anybody) {
        var authorization = request.headers().first(HeaderNames.AUTHORIZATION);
        if (authorization.isPresent()) {
            // On a public address it does not matter, and must not cost a hash.
            return anybody
                    ? Optional.empty()
                    : Optional.of(
                            new Caller(
                                    basic(authorization.get(), call.address()), Optional.empty()));
        }
        return SessionCookie.token(request)
                .flatMap(signIn::session)
                .map(session -> new Caller(session.account(), Optional.of(session)));
    }

    private Account basic(String authorization, String address) {
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            var pair = decoded(authorization.substring(6)).split(":", 2);
            if (pair.length == 2) {
                return switch (signIn.remembered(pair[0], pair[1], address)) {
                    case SignIn.Result.Known(var account) -> account;
                    case SignIn.Result.Unknown() -> throw ProblemException.unauthorized();
                    case SignIn.Result.TooMany(var wait) -> throw ProblemException.tooMany(wait);
                };
            }
        }
        throw ProblemException.unauthorized();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// What somebody may not see is not there for them.
    private void checkRooms(AccessTable.Reach reach, RoomScope rooms, Supplier<String> id) {
        switch (reach) {
            case NOTHING_SAID, OWN_ROOMS -> {}
            case ROOM -> {
                if (!rooms.permits(room(id.get()))) {
                    throw ProblemException.notFound(NO_ROOM);
                }
            }
            case MEETING -> {
                if (!rooms.all()
                        && meetings.meeting(id.get())
                                .map(Meeting::room)
                                .filter(rooms::permits)
                                .isEmpty()) {
                    throw ProblemException.noMeeting();
                }
            }
            case ALL_ROOMS -> {
                if (!rooms.all()) {
                    throw ProblemException.forbidden("This is for people who may see every room.");
                }
            }
        }
    }

    private static RoomId room(String id) {
        try {
            return new RoomId(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound(NO_ROOM);
        }
    }

    private static void checkForm(Call call, SignIn.Session session) {
        var sent =
                call.header("X-CSRF-Token")
                        .or(() -> call.forms("_csrf").stream().findFirst())
                        .orElse("");
        if (!MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8),
                session.formToken().getBytes(StandardCharsets.UTF_8))) {
            throw ProblemException.forbidden(
                    "The page is too old or not ours. Load it again, then try once more.");
        }
    }
}

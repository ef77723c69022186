package io.roomscribe.hub.dashboard.page;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roomscribe.hub.account.AccountException;
import io.roomscribe.hub.account.Accounts;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.Caller;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.hub.dashboard.route.SessionCookie;
import io.roomscribe.hub.fleet.FleetStore;
import io.roomscribe.protocol.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Signing in and out, the own password, and everybody's accounts. Plain forms: they work before
/// any script runs.
///
/// Thread-safe.
final class AccountPages {
    /// An address of ours: one slash, so that no other site can be meant.
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[!-~]*");

    private static final Duration COOKIE_LIFE = Duration.ofDays(30);

    private final Accounts accounts;
    private final SignIn signIn;
    private final FleetStore fleet;
    private final Times times;
    private final Shell shell;

    /// Puts a view into a page.
    interface Shell {
        Answer page(Call call, int status, String template, String title, Object view);
    }

    AccountPages(Accounts accounts, SignIn signIn, FleetStore fleet, Times times, Shell shell) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.fleet = fleet;
        this.times = times;
        this.shell = shell;
    }

    List<Route> routes() {
        return List.of(
                Route.answering(
                        "/sign-in",
                        call -> signInPage(call, 200, call.query("next").orElse("/"), ""),
                        "next"),
                Route.posting("/sign-in", this::signIn),
                Route.of("/sign-in/{link}", this::link),
                Route.posting("/sign-out", this::signOut),
                Route.answering("/password", call -> passwordPage(call, 200, "")),
                Route.posting("/password", this::choose),
                Route.answering("/accounts", call -> list(call, 200, "", Optional.empty())),
                Route.posting("/accounts", changing(this::create)),
                Route.posting("/accounts/{id}", changing(this::change)),
                Route.posting("/accounts/{id}/reset", changing(this::reset)),
                Route.posting("/accounts/{id}/delete", changing(this::delete)));
    }

    /// @param next where to go afterwards
    /// @param problem empty at first
    record SignInView(String next, String problem) {}

    /// @param isFirst the password in use was made up by the hub
    record PasswordView(boolean isFirst, String problem) {}

    private Answer signInPage(Call call, int status, String next, String problem) {
        var view = new SignInView(ours(next), problem);
        return shell.page(call, status, "sign-in.jte", Texts.of("sign-in.title"), view);
    }

    private void signIn(ServerRequest request, ServerResponse response) {
        var call = new Call(request);
        var next = call.forms("next").stream().findFirst().orElse("/");
        switch (signIn.password(call.form("name"), call.form("password"), call.address())) {
            case SignIn.Result.Known(var account) -> {
                SessionCookie.set(request, response, signIn.open(account), COOKIE_LIFE);
                var home =
                        account.role() == Role.TECHNICIAN && next.equals("/") ? "/devices" : next;
                redirect(response, account.mustChange() ? "/password" : ours(home));
            }
            case SignIn.Result.Unknown() ->
                    signInPage(call, 401, next, Texts.of("sign-in.wrong")).send(response);
            case SignIn.Result.TooMany(var wait) -> {
                response.headers().set(HeaderNames.RETRY_AFTER, wait.toSeconds() + 1);
                signInPage(call, 429, next, Texts.of("sign-in.too-many", wait.toSeconds() + 1))
                        .send(response);
            }
        }
    }

    private void link(ServerRequest request, ServerResponse response) {
        var call = new Call(request);
        var session = signIn.take(call.path("link"));
        if (session.isEmpty()) {
            signInPage(call, 401, "/", Texts.of("sign-in.old-link")).send(response);
            return;
        }
        SessionCookie.set(request, response, session.get(), COOKIE_LIFE);
        redirect(response, "/");
    }

    private void signOut(ServerRequest request, ServerResponse response) {
        new Call(request).caller().flatMap(Caller::session).ifPresent(signIn::close);
        SessionCookie.clear(request, response);
        redirect(response, "/sign-in");
    }

    private Answer passwordPage(Call call, int status, String problem) {
        var view = new PasswordView(call.account().mustChange(), problem);
        return shell.page(call, status, "password.jte", Texts.of("sign-in.password"), view);
    }

    private void choose(ServerRequest request, ServerResponse response) {
        var call = new Call(request);
        var chosen = call.form("password");
        if (!chosen.equals(call.form("again"))) {
            passwordPage(call, 422, Texts.of("password.not-same")).send(response);
            return;
        }
        try {
            accounts.choose(call.account(), call.form("old"), chosen);
            SessionCookie.set(request, response, signIn.open(call.account()), COOKIE_LIFE);
            redirect(response, "/");
        } catch (AccountException e) {
            passwordPage(call, 422, e.sentence()).send(response);
        }
    }

    private interface Change {
        Optional<Accounts.Made> in(Call call);
    }

    private Handler changing(Change change) {
        return (request, response) -> {
            var call = new Call(request);
            try {
                list(call, 200, "", change.in(call)).send(response);
            } catch (AccountException e) {
                list(call, 422, e.sentence(), Optional.empty()).send(response);
            }
        };
    }

    private Optional<Accounts.Made> create(Call call) {
        return Optional.of(accounts.create(call.form("name"), role(call), scope(call)));
    }

    private Optional<Accounts.Made> change(Call call) {
        accounts.change(call.path("id"), role(call), scope(call), is(call, "disabled"));
        return Optional.empty();
    }

    private Optional<Accounts.Made> reset(Call call) {
        return Optional.of(accounts.reset(call.path("id")));
    }

    private Optional<Accounts.Made> delete(Call call) {
        accounts.delete(call.path("id"));
        return Optional.empty();
    }

    private Answer list(Call call, int status, String problem, Optional<Accounts.Made> made) {
        var view =
                AccountsView.of(
                        accounts.all(), fleet.rooms(), call.account(), times, problem, made);
        return shell.page(call, status, "accounts.jte", Texts.of("frame.people"), view);
    }

    private static Role role(Call call) {
        try {
            return Role.parse(call.form("role"));
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable("There is no such role.");
        }
    }

    private static RoomScope scope(Call call) {
        try {
            return new RoomScope(
                    is(call, "all-rooms"),
                    call.forms("room").stream().map(RoomId::new).collect(Collectors.toSet()));
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable("There is no such room.");
        }
    }

    private static boolean is(Call call, String box) {
        return call.forms(box).contains("yes");
    }

    private static String ours(String next) {
        return OURS.matcher(next).matches() ? next : "/";
    }

    private static void redirect(ServerResponse response, String to) {
        response.headers().set(HeaderNames.LOCATION, to);
        Answer.html(303, "").send(response);
    }
}

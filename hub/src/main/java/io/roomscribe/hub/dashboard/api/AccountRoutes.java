package io.roomscribe.hub.dashboard.api;

import io.helidon.http.Method;
import io.roomscribe.hub.account.Account;
import io.roomscribe.hub.account.Accounts;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.hub.account.SignIn;
import io.roomscribe.hub.dashboard.route.Answer;
import io.roomscribe.hub.dashboard.route.Call;
import io.roomscribe.hub.dashboard.route.ProblemException;
import io.roomscribe.hub.dashboard.route.Route;
import io.roomscribe.protocol.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Accounts, and who the caller is.
///
/// Thread-safe.
public final class AccountRoutes {
    private static final int LINK_MINUTES_MAX = 24 * 60;

    private final Accounts accounts;
    private final SignIn signIn;

    public AccountRoutes(Accounts accounts, SignIn signIn) {
        this.accounts = accounts;
        this.signIn = signIn;
    }

    public List<Route> routes() {
        return List.of(
                Route.answering("/api/v1/me", call -> Answer.json(AccountShape.of(call.account()))),
                Route.changing(Method.POST, "/api/v1/sign-in-links", this::link),
                Route.answering("/api/v1/accounts", _ -> all()),
                Route.changing(Method.POST, "/api/v1/accounts", this::create),
                Route.changing(Method.PUT, "/api/v1/accounts/{id}", this::change),
                Route.changing(Method.POST, "/api/v1/accounts/{id}/reset", this::reset),
                Route.changing(Method.DELETE, "/api/v1/accounts/{id}", this::delete));
    }

    record LinkRequest(int minutes) {}

    /// @param path to be opened once in a browser
    record LinkShape(String path) {}

    record NewAccount(String name, String role, boolean allRooms, List<String> rooms) {}

    record ChangedAccount(String role, boolean allRooms, List<String> rooms, boolean disabled) {}

    record Nothing() {}

    record AccountShape(
            String id,
            String name,
            String role,
            boolean allRooms,
            List<String> rooms,
            boolean mustChangePassword,
            boolean disabled,
            Instant createdAt,
            Optional<Instant> signedInAt) {
        static AccountShape of(Account account) {
            return new AccountShape(
                    account.id(),
                    account.name(),
                    account.role().word(),
                    account.rooms().all(),
                    account.rooms().rooms().stream().map(RoomId::value).sorted().toList(),
                    account.mustChange(),
                    account.isDisabled(),
                    account.createdAt(),
                    account.signedInAt());
        }
    }

    record AccountsShape(List<AccountShape> accounts) {}

    record MadeShape(AccountShape account, String oneTimePassword) {
        static MadeShape of(Accounts.Made made) {
            return new MadeShape(AccountShape.of(made.account()), made.oneTimePassword());
        }
    }

    private Answer link(Call call) {
        var minutes = call.body(LinkRequest.class).minutes();
        if (minutes < 1 || minutes > LINK_MINUTES_MAX) {
            throw ProblemException.unprocessable(
                    "'minutes' must be from 1 to %d.".formatted(LINK_MINUTES_MAX));
        }
        var word = signIn.link(call.account(), Duration.ofMinutes(minutes));
        return Answer.json(new LinkShape("/sign-in/" + word));
    }

    private Answer all() {
        return Answer.json(
                new AccountsShape(accounts.all().stream().map(AccountShape::of).toList()));
    }

    private Answer create(Call call) {
        var asked = call.body(NewAccount.class);
        return Answer.json(
                MadeShape.of(
                        accounts.create(
                                asked.name(),
                                role(asked.role()),
                                scope(asked.allRooms(), asked.rooms()))));
    }

    private Answer change(Call call) {
        var asked = call.body(ChangedAccount.class);
        return Answer.json(
                AccountShape.of(
                        accounts.change(
                                call.path("id"),
                                role(asked.role()),
                                scope(asked.allRooms(), asked.rooms()),
                                asked.disabled())));
    }

    private Answer reset(Call call) {
        call.body(Nothing.class);
        return Answer.json(MadeShape.of(accounts.reset(call.path("id"))));
    }

    private Answer delete(Call call) {
        accounts.delete(call.path("id"));
        return all();
    }

    private static Role role(String word) {
        try {
            return Role.parse(word);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable("A role is viewer, member, technician or admin.");
        }
    }

    private static RoomScope scope(boolean all, List<String> rooms) {
        try {
            return new RoomScope(all, rooms.stream().map(RoomId::new).collect(Collectors.toSet()));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw ProblemException.unprocessable("'rooms' must be ids of rooms.");
        }
    }
}

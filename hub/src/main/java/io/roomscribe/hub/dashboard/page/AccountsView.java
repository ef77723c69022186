package io.roomscribe.hub.dashboard.page;

import io.roomscribe.hub.account.Account;
import io.roomscribe.hub.account.Accounts;
import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.fleet.Room;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Everybody who may sign in.
///
/// Immutable.
///
/// @param problem why the last change was not made; empty when it was
/// @param made whose one-time password is shown, now and never again
record AccountsView(
        List<Row> rows,
        List<Room> rooms,
        List<String> roles,
        String problem,
        Optional<Accounts.Made> made) {

    /// @param isSelf the reader's own
    /// @param seen when they last signed in with their password
    record Row(
            String id,
            String name,
            String role,
            boolean allRooms,
            List<String> rooms,
            boolean mustChange,
            boolean disabled,
            boolean isSelf,
            String seen) {}

    static AccountsView of(
            List<Account> accounts,
            List<Room> rooms,
            Account reader,
            Times times,
            String problem,
            Optional<Accounts.Made> made) {
        return new AccountsView(
                accounts.stream().map(account -> row(account, reader, times)).toList(),
                rooms,
                Arrays.stream(Role.values()).map(Role::word).toList(),
                problem,
                made);
    }

    private static Row row(Account account, Account reader, Times times) {
        return new Row(
                account.id(),
                account.name(),
                account.role().word(),
                account.rooms().all(),
                account.rooms().rooms().stream().map(room -> room.value()).sorted().toList(),
                account.mustChange(),
                account.isDisabled(),
                account.id().equals(reader.id()),
                account.signedInAt().map(at -> seen(at, times)).orElse(Texts.of("accounts.never")));
    }

    private static String seen(Instant at, Times times) {
        return Texts.of("accounts.seen", times.day(at) + ", " + times.clock(at));
    }

    /// What a role may do, for people.
    static String meaning(String role) {
        return Texts.of(
                switch (Role.parse(role)) {
                    case VIEWER -> "role.viewer-may";
                    case MEMBER -> "role.member-may";
                    case TECHNICIAN -> "role.technician-may";
                    case ADMIN -> "role.admin-may";
                });
    }
}

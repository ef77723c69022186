package io.roomscribe.hub.account;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The tables of accounts, sessions and sign-in links.
///
/// Thread-safe.
public final class AccountStore {
    private final HubDatabase database;
    private final AtomicLong changes = new AtomicLong();

    public AccountStore(HubDatabase database) {
        this.database = database;
    }

    List<Account> all() {
        return database.read(handle ->
                handle.createQuery("select * from account order by name")
                        .map((row, context) -> account(handle, row))
                        .list());
    }

    Optional<Account> byId(String id) {
        return one("id", id);
    }

    Optional<Account> byName(String name) {
        return one("name", name);
    }

    private Optional<Account> one(String column, String value) {
        return database.read(handle ->
                handle.createQuery("select * from account where " + column + " = :value")
                        .bind("value", value)
                        .map((row, context) -> account(handle, row))
                        .findOne());
    }

    Optional<String> password(String id) {
        return database.read(handle ->
                handle.createQuery("select password from account where id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne());
    }

    void insert(Account account, String password) {
        inTransaction(handle -> {
            handle.createUpdate(
                            """
                            insert into account (id, name, password, role, all_rooms, must_change,
                                disabled, created_at)
                            values (:id, :name, :password, :role, :all, :mustChange, false, :at)
                            """)
                    .bind("id", account.id())
                    .bind("name", account.name())
                    .bind("password", password)
                    .bind("role", account.role().word())
                    .bind("all", account.rooms().all())
                    .bind("mustChange", account.mustChange())
                    .bind("at", account.createdAt())
                    .execute();
            return grant(handle, account.id(), account.rooms());
        });
    }

    /// @return whether that would leave no admin; nothing is changed then
    boolean update(String id, Role role, RoomScope rooms, boolean disabled) {
        return unlessLastAdmin(
                id,
                disabled || role != Role.ADMIN,
                handle -> {
                    handle.createUpdate(
                                    """
                                    update account
                                    set role = :role, all_rooms = :all, disabled = :disabled
                                    where id = :id
                                    """)
                            .bind("id", id)
                            .bind("role", role.word())
                            .bind("all", rooms.all())
                            .bind("disabled", disabled)
                            .execute();
                    grant(handle, id, rooms);
                });
    }

    /// @return as [#update]
    boolean delete(String id) {
        return unlessLastAdmin(
                id,
                true,
                handle -> {
                    for (var table : List.of("account_room", "account_session", "sign_in_link")) {
                        handle.execute("delete from " + table + " where account_id = ?", id);
                    }
                    handle.execute("delete from account where id = ?", id);
                });
    }

    /// Ends all their sessions too.
    void setPassword(String id, String password, boolean mustChange) {
        inTransaction(handle -> {
            handle.execute("delete from account_session where account_id = ?", id);
            handle.execute("delete from sign_in_link where account_id = ?", id);
            return handle.execute(
                    "update account set password = ?, must_change = ? where id = ?",
                    password,
                    mustChange,
                    id);
        });
    }

    void signedIn(String id, Instant at) {
        inTransaction(handle ->
                handle.createUpdate("update account set signed_in_at = :at where id = :id")
                        .bind("at", at)
                        .bind("id", id)
                        .execute());
    }

    private boolean unlessLastAdmin(String id, boolean takesAdmin, Consumer<Handle> change) {
        return inTransaction(handle -> {
            var others =
                    handle.createQuery(
                                    """
                                    select count(*) from account
                                    where role = 'admin' and not disabled and id <> :id
                                    """)
                            .bind("id", id)
                            .mapTo(Integer.class)
                            .one();
            var isLast = takesAdmin && others == 0;
            if (!isLast) {
                change.accept(handle);
            }
            return isLast;
        });
    }

    private static int grant(Handle handle, String id, RoomScope rooms) {
        handle.execute("delete from account_room where account_id = ?", id);
        for (var room : rooms.rooms()) {
            handle.execute(
                    "insert into account_room (account_id, room_id) values (?, ?)",
                    id,
                    room.value());
        }
        return rooms.rooms().size();
    }

    <T> T read(java.util.function.Function<Handle, T> query) {
        return database.read(query);
    }

    <T> T inTransaction(Function<Handle, T> work) {
        var result = database.inTransaction(work);
        changes.incrementAndGet();
        return result;
    }

    /// Grows whenever an account or session may have changed.
    long changes() {
        return changes.get();
    }

    private static Account account(Handle handle, ResultSet row) throws SQLException {
        var id = row.getString("id");
        var role = Role.parse(row.getString("role"));
        Set<RoomId> rooms =
                new HashSet<>(
                        handle.createQuery(
                                        "select room_id from account_room where account_id = :id")
                                .bind("id", id)
                                .map((grant, context) -> new RoomId(grant.getString(1)))
                                .list());
        return new Account(
                id,
                row.getString("name"),
                role,
                role == Role.ADMIN
                        ? RoomScope.EVERYWHERE
                        : new RoomScope(row.getBoolean("all_rooms"), rooms),
                row.getBoolean("must_change"),
                row.getBoolean("disabled"),
                HubDatabase.instant(row, "created_at"),
                HubDatabase.optionalInstant(row, "signed_in_at"));
    }
}

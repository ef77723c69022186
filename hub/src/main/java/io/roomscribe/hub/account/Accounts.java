package io.roomscribe.hub.account;

import io.roomscribe.hub.store.RandomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Makes, changes and removes accounts. There is always an admin who can sign in.
///
/// Thread-safe.
public final class Accounts {
    private static final System.Logger LOG = System.getLogger(Accounts.class.getName());
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,79}");
    private static final String FIRST = "admin";

    private final AccountStore store;
    private final Passwords passwords;
    private final Clock clock;
    private final RandomGenerator random;
    private final String nobody;

    public Accounts(AccountStore store, Passwords passwords, Clock clock, RandomGenerator random) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
        this.random = random;
        this.nobody = passwords.keep(passwords.oneTime());
    }

    /// An account with a password that lets its owner choose another one, once.
    public record Made(Account account, String oneTimePassword) {}

    /// Makes the first admin when there is nobody yet.
    ///
    /// @param passwordFile configured, empty when it is not
    /// @return the one-time password to be shown, when the hub made one up
    public Optional<Made> begin(Optional<Path> passwordFile, FirstPassword left) {
        if (!store.all().isEmpty()) {
            return Optional.empty();
        }
        var oneTime = left.read();
        if (passwordFile.isEmpty() && oneTime.isPresent()) {
            // It was shown by the command that made it.
            insert(FIRST, Role.ADMIN, RoomScope.EVERYWHERE, oneTime.get(), true);
            return Optional.empty();
        }
        if (passwordFile.isEmpty()) {
            return Optional.of(create(FIRST, Role.ADMIN, RoomScope.EVERYWHERE));
        }
        insert(FIRST, Role.ADMIN, RoomScope.EVERYWHERE, read(passwordFile.get()), false);
        return Optional.empty();
    }

    public List<Account> all() {
        return store.all();
    }

    public Account find(String id) {
        return store.byId(id).orElseThrow(AccountException::notFound);
    }

    public Made create(String name, Role role, RoomScope rooms) {
        var password = passwords.oneTime();
        return new Made(insert(name, role, rooms, password, true), password);
    }

    public Account change(String id, Role role, RoomScope rooms, boolean disabled) {
        find(id);
        if (store.update(id, role, rooms, disabled)) {
            throw lastAdmin();
        }
        LOG.log(
                System.Logger.Level.INFO,
                "Account changed account={0} role={1} disabled={2}",
                id,
                role.word(),
                disabled);
        return find(id);
    }

    public void delete(String id) {
        find(id);
        if (store.delete(id)) {
            throw lastAdmin();
        }
        LOG.log(System.Logger.Level.INFO, "Account deleted account={0}", id);
    }

    /// Gives them a new one-time password and signs them out everywhere.
    public Made reset(String id) {
        find(id);
        var password = passwords.oneTime();
        store.setPassword(id, passwords.keep(password), true);
        LOG.log(System.Logger.Level.INFO, "Password reset account={0}", id);
        return new Made(find(id), password);
    }

    /// Somebody chooses their own password. Ends all their sessions.
    ///
    /// @throws AccountException when the old one is wrong or the new one too easy
    public void choose(Account account, String old, String chosen) {
        if (!knows(account, old)) {
            throw AccountException.wrongPassword();
        }
        if (old.equals(chosen)) {
            throw AccountException.notValid(
                    "the new password is the old one", "choose another one");
        }
        Passwords.checkChosen(account.name(), chosen);
        store.setPassword(account.id(), passwords.keep(chosen), false);
        LOG.log(System.Logger.Level.INFO, "Password chosen account={0}", account.id());
    }

    boolean knows(Account account, String password) {
        return store.password(account.id())
                .filter(kept -> passwords.matches(password, kept))
                .isPresent();
    }

    /// Nobody can tell by the time it takes whether there is an account of a name.
    void takeAsLong(String password) {
        var _ = passwords.matches(password, nobody);
    }

    /// A name as accounts have it, however it was typed.
    static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private Account insert(
            String name, Role role, RoomScope rooms, String password, boolean mustChange) {
        var plain = plain(name);
        if (!NAME.matcher(plain).matches()) {
            throw AccountException.notValid(
                    "a name has 2 to 80 letters, digits and . _ @ -", "choose another one");
        }
        if (store.byName(plain).isPresent()) {
            throw AccountException.refused(
                    "there is already an account of that name", "choose another one");
        }
        var account =
                new Account(
                        RandomId.of(random),
                        plain,
                        role,
                        rooms,
                        mustChange,
                        false,
                        clock.instant(),
                        Optional.empty());
        store.insert(account, passwords.keep(password));
        LOG.log(
                System.Logger.Level.INFO,
                "Account created account={0} role={1}",
                account.id(),
                role.word());
        return account;
    }

    private static AccountException lastAdmin() {
        return AccountException.refused(
                "this is the last admin, and without one nobody could let people in",
                "make somebody else an admin first");
    }

    private static String read(Path file) {
        try {
            var password = Files.readString(file).strip();
            Passwords.checkChosen(FIRST, password);
            return password;
        } catch (IOException e) {
            throw AccountException.passwordFile(file, e.getClass().getSimpleName());
        } catch (AccountException e) {
            throw AccountException.passwordFile(file, "it is too short or too easy");
        }
    }
}

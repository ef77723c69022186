package io.roomscribe.hub.account;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Tells who is asking: by a session's cookie, by name and password with each request, by a link
/// that works once. Whatever comes next (API keys, other directories) is one more way here.
///
/// Thread-safe.
public final class SignIn {
    private static final System.Logger LOG = System.getLogger(SignIn.class.getName());

    /// Session rows are written at most so often.
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    /// A program sends its password with each request; so long it is not hashed again.
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int REMEMBERED_MAX = 1_000;

    private final AccountStore store;
    private final Accounts accounts;
    private final AccountConfig config;
    private final Clock clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Throttle throttle;

    private final Map<String, Remembered> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    /// @param kept the password's kept form that matched
    private record Remembered(String account, String kept, long atNanos) {}

    public SignIn(
            AccountStore store,
            Accounts accounts,
            AccountConfig config,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        this.store = store;
        this.accounts = accounts;
        this.config = config;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.throttle = new Throttle(ticker);
    }

    /// What came of a name and a password.
    public sealed interface Result {
        record Known(Account account) implements Result {}

        record Unknown() implements Result {}

        record TooMany(Duration pause) implements Result {}
    }

    /// @param token for the cookie
    public record Session(String token, Account account) {
        /// What a page has to send with every change, so that no other site's page can.
        public String formToken() {
            return SecretToken.derived(token);
        }
    }

    /// @param address where the request comes from
    public Result password(String name, String password, String address) {
        var plain = Accounts.plain(name);
        var who = plain + " " + address;
        var pause = throttle.pause(who);
        if (pause.isPresent()) {
            return new Result.TooMany(pause.get());
        }
        var account = store.byName(plain);
        var known =
                account.filter(one -> accounts.knows(one, password))
                        .filter(one -> !one.isDisabled());
        if (account.isEmpty()) {
            accounts.takeAsLong(password);
        }
        if (known.isEmpty()) {
            throttle.failed(who);
            LOG.log(System.Logger.Level.INFO, "Sign-in refused address={0}", address);
            return new Result.Unknown();
        }
        throttle.succeeded(who);
        return new Result.Known(known.get());
    }

    /// The same for programs, which send it with every request.
    public Result remembered(String name, String password, String address) {
        var key = SecretToken.hash(name + "\n" + password);
        var known = recall(key);
        if (known.isPresent()) {
            return new Result.Known(known.get());
        }
        var result = password(name, password, address);
        if (result instanceof Result.Known(var account)) {
            store.password(account.id()).ifPresent(kept -> remember(key, account.id(), kept));
        }
        return result;
    }

    private Optional<Account> recall(String key) {
        Remembered known;
        synchronized (remembered) {
            known = remembered.get(key);
        }
        if (known == null || ticker.since(known.atNanos()).compareTo(REMEMBERED) > 0) {
            return Optional.empty();
        }
        // A changed password, a disabled account end it at once.
        return store.password(known.account())
                .filter(known.kept()::equals)
                .flatMap(same -> store.byId(known.account()))
                .filter(account -> !account.isDisabled());
    }

    private void remember(String key, String account, String kept) {
        synchronized (remembered) {
            remembered.put(key, new Remembered(account, kept, ticker.nanos()));
        }
    }

    public Session open(Account account) {
        var token = SecretToken.make(random);
        var now = clock.instant();
        store.inTransaction(handle -> {
            handle.createUpdate("delete from account_session where expires_at < :now")
                    .bind("now", now)
                    .execute();
            return handle.createUpdate(
                            """
                            insert into account_session (token_hash, account_id, seen_at, expires_at)
                            values (:hash, :account, :now, :expires)
                            """)
                    .bind("hash", SecretToken.hash(token))
                    .bind("account", account.id())
                    .bind("now", now)
                    .bind("expires", now.plus(config.sessionMax()))
                    .execute();
        });
        store.signedIn(account.id(), now);
        return new Session(token, account);
    }

    /// Grows whenever somebody may have lost a right, so that what runs for long can look again.
    public long changes() {
        return store.changes();
    }

    public Optional<Session> session(String token) {
        var hash = SecretToken.hash(token);
        var now = clock.instant();
        record Found(String account, Instant seenAt) {}
        var found =
                store.read(handle ->
                        handle.createQuery(
                                        """
                                        select account_id, seen_at from account_session
                                        where token_hash = :hash and expires_at > :now
                                            and seen_at > :idle
                                        """)
                                .bind("hash", hash)
                                .bind("now", now)
                                .bind("idle", now.minus(config.sessionIdle()))
                                .map((row, context) ->
                                        new Found(
                                                row.getString("account_id"),
                                                HubDatabase.instant(row, "seen_at")))
                                .findOne());
        found.filter(one -> one.seenAt().plus(SEEN_EVERY).isBefore(now))
                .ifPresent(one -> seen(hash, now));
        return found.flatMap(one -> store.byId(one.account()))
                .filter(account -> !account.isDisabled())
                .map(account -> new Session(token, account));
    }

    private void seen(String hash, Instant now) {
        store.inTransaction(handle ->
                handle.createUpdate(
                                "update account_session set seen_at = :now where token_hash = :hash")
                        .bind("now", now)
                        .bind("hash", hash)
                        .execute());
    }

    public void close(Session session) {
        var hash = SecretToken.hash(session.token());
        store.inTransaction(
                handle -> handle.execute("delete from account_session where token_hash = ?", hash));
    }

    /// A word that signs its owner in once.
    public String link(Account account, Duration life) {
        var token = SecretToken.make(random);
        var now = clock.instant();
        store.inTransaction(handle -> {
            handle.createUpdate("delete from sign_in_link where expires_at < :now")
                    .bind("now", now)
                    .execute();
            return handle.createUpdate(
                            """
                            insert into sign_in_link (token_hash, account_id, expires_at)
                            values (:hash, :account, :expires)
                            """)
                    .bind("hash", SecretToken.hash(token))
                    .bind("account", account.id())
                    .bind("expires", now.plus(life))
                    .execute();
        });
        return token;
    }

    /// Uses a link up.
    public Optional<Session> take(String link) {
        var hash = SecretToken.hash(link);
        var now = clock.instant();
        return store.inTransaction(
                        handle -> {
                            var account =
                                    handle.createQuery(
                                                    """
                                                    select account_id from sign_in_link
                                                    where token_hash = :hash and expires_at > :now
                                                    """)
                                            .bind("hash", hash)
                                            .bind("now", now)
                                            .mapTo(String.class)
                                            .findOne();
                            var used =
                                    handle.execute(
                                            "delete from sign_in_link where token_hash = ?", hash);
                            return account.filter(id -> used == 1);
                        })
                .flatMap(store::byId)
                .filter(account -> !account.isDisabled())
                .map(this::open);
    }
}

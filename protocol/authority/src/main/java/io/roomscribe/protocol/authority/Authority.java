package io.roomscribe.protocol.authority;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pin;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One hub's certificate authority. It has two roots from its first day, and every box trusts both:
/// should the first one's key be lost or leak, the second one signs, and no box has to be visited.
///
/// Immutable.
public final class Authority {
    /// The files of the two roots; the first one signs.
    static final List<String> ROOTS = List.of("root-1", "root-2");

    static final String SERVER = "server";

    /// Longer than any box lives.
    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365L);

    /// `hub init` and each start of the hub make a new one after two thirds of it.
    private static final Duration SERVER_LIFE = Duration.ofDays(825);

    private final List<OwnIdentity> roots;
    private final Signer signer;
    private final Clock clock;

    private Authority(List<OwnIdentity> roots, Signer signer, Clock clock) {
        this.roots = roots;
        this.signer = signer;
        this.clock = clock;
    }

    /// What [#init] found and made.
    ///
    /// @param made names of files' pairs that were made
    /// @param kept names of those that were there
    public record Outcome(List<String> made, List<String> kept) {}

    /// Whether there is one in this folder.
    public static boolean isIn(AuthorityFolder folder) {
        return ROOTS.stream().allMatch(folder::has);
    }

    /// Makes what is missing; never touches a root that is there.
    ///
    /// @param dryRun says what it would do and writes nothing
    public static Outcome init(
            AuthorityFolder folder,
            ServerNames names,
            Clock clock,
            RandomGenerator random,
            boolean dryRun) {
        var signer = new Signer(random);
        var made = new ArrayList<String>();
        var kept = new ArrayList<String>();
        for (var name : ROOTS) {
            if (folder.has(name)) {
                kept.add(name);
            } else {
                made.add(name);
                if (!dryRun) {
                    folder.write(name, signer.root(name, clock.instant(), ROOT_LIFE));
                }
            }
        }
        var isServerGood = kept.size() == ROOTS.size() && isServerGood(folder, names, clock);
        (isServerGood ? kept : made).add(SERVER);
        if (!isServerGood && !dryRun) {
            open(folder, clock, random).makeServer(folder, names);
        }
        return new Outcome(List.copyOf(made), List.copyOf(kept));
    }

    private static boolean isServerGood(AuthorityFolder folder, ServerNames names, Clock clock) {
        if (!folder.has(SERVER)) {
            return false;
        }
        var chain = folder.readChain(SERVER);
        return ServerNames.of(chain.getFirst()).equals(names)
                && clock.instant().isBefore(renewalOf(chain.getFirst()));
    }

    /// The names of the hub's certificate, empty while it has none.
    public static Optional<ServerNames> names(AuthorityFolder folder) {
        return folder.has(SERVER)
                ? Optional.of(ServerNames.of(folder.readChain(SERVER).getFirst()))
                : Optional.empty();
    }

    /// @throws AuthorityException when nobody ran `hub init`, or a file is damaged
    public static Authority open(AuthorityFolder folder, Clock clock, RandomGenerator random) {
        return new Authority(ROOTS.stream().map(folder::read).toList(), new Signer(random), clock);
    }

    /// The hub's own identity, made anew first when two thirds of its life are over.
    public OwnIdentity server(AuthorityFolder folder) {
        var known = folder.read(SERVER);
        if (clock.instant().isBefore(renewalOf(known.certificate()))) {
            return known;
        }
        return makeServer(folder, ServerNames.of(known.certificate()));
    }

    private OwnIdentity makeServer(AuthorityFolder folder, ServerNames names) {
        var identity = signer.server(roots.getFirst(), names, clock.instant(), SERVER_LIFE);
        folder.write(SERVER, identity);
        return identity;
    }

    /// A certificate for a box, its root behind it.
    public List<X509Certificate> issue(DeviceId device, PublicKey key, Duration life) {
        return signer.device(roots.getFirst(), device, key, clock.instant(), life);
    }

    /// Whom a box has to trust: both roots.
    public List<Pin> pins() {
        return roots.stream().map(root -> Pin.of(root.certificate())).toList();
    }

    public List<X509Certificate> roots() {
        return roots.stream().map(OwnIdentity::certificate).toList();
    }

    /// When two thirds of a certificate's life are over.
    public static Instant renewalOf(X509Certificate certificate) {
        var from = certificate.getNotBefore().toInstant();
        var life = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plus(life.multipliedBy(2).dividedBy(3));
    }
}

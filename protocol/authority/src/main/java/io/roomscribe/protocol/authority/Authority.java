package io.roomscribe.protocol.authority;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.authority.AuthorityException.Code;
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
/// Of the root that does not sign, the certificate is enough.
///
/// Immutable.
public final class Authority {
    /// The files of the two roots; the first one signs until [#switchRoot].
    static final List<String> ROOTS = List.of("root-1", "root-2");

    static final String SERVER = "server";

    /// Longer than any box lives.
    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365L);

    /// `hub init` and each start of the hub make a new one after two thirds of it.
    private static final Duration SERVER_LIFE = Duration.ofDays(825);

    private final List<X509Certificate> roots;
    private final OwnIdentity signing;
    private final Signer signer;
    private final Clock clock;

    private Authority(
            List<X509Certificate> roots, OwnIdentity signing, Signer signer, Clock clock) {
        this.roots = List.copyOf(roots);
        this.signing = signing;
        this.signer = signer;
        this.clock = clock;
    }

    /// What [#init] found and made.
    ///
    /// @param made names of files' pairs that were made
    /// @param kept names of those that were there
    public record Outcome(List<String> made, List<String> kept) {}

    /// Whether there is one in this folder, also one that lost a key.
    public static boolean isIn(AuthorityFolder folder) {
        return ROOTS.stream().allMatch(folder::hasCertificate);
    }

    /// Makes what is missing; never touches a root that is there, also one whose key is lost: boxes
    /// trust it.
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
            if (folder.hasCertificate(name)) {
                kept.add(name);
            } else {
                made.add(name);
                if (!dryRun) {
                    folder.write(name, signer.root(name, clock.instant(), ROOT_LIFE));
                }
            }
        }
        var isServerGood =
                kept.size() == ROOTS.size()
                        && open(folder, clock, random).hasGoodServer(folder, names);
        (isServerGood ? kept : made).add(SERVER);
        if (!isServerGood && !dryRun) {
            open(folder, clock, random).makeServer(folder, names);
        }
        return new Outcome(List.copyOf(made), List.copyOf(kept));
    }

    /// What [#switchRoot] found and did.
    ///
    /// @param from the root that signed before
    /// @param to the root that signs now
    /// @param isServerMade whether the hub got a certificate of the new root
    /// @param pin of the root that signs now
    public record Switched(String from, String to, boolean isServerMade, Pin pin) {
        public boolean isAnything() {
            return isServerMade || !from.equals(to);
        }
    }

    /// Lets the second root sign, and makes the hub's certificate anew with it. The first one's key
    /// may be gone. Done again, it finishes what a crash left or changes nothing: first the choice
    /// is durable, and a server certificate of another root than the chosen one is made anew here
    /// and at each start of the hub.
    ///
    /// @param dryRun says what it would do and writes nothing
    /// @throws AuthorityException when there is no second root to sign with
    public static Switched switchRoot(
            AuthorityFolder folder, Clock clock, RandomGenerator random, boolean dryRun) {
        var from = folder.signingRoot();
        var to = ROOTS.getLast();
        var next = open(folder, to, clock, random);
        var names =
                names(folder)
                        .orElseThrow(() ->
                                new AuthorityException(
                                        Code.MISSING,
                                        "the hub has no certificate yet in " + folder.path(),
                                        "make one with 'roomscribe hub init --hub-folder FOLDER'"));
        var isServerGood = next.hasGoodServer(folder, names);
        if (!dryRun && !from.equals(to)) {
            folder.writeSigningRoot(to);
        }
        if (!dryRun && !isServerGood) {
            next.makeServer(folder, names);
        }
        return new Switched(from, to, !isServerGood, Pin.of(next.signing.certificate()));
    }

    private boolean hasGoodServer(AuthorityFolder folder, ServerNames names) {
        if (!folder.has(SERVER)) {
            return false;
        }
        var known = folder.read(SERVER);
        return ServerNames.of(known.certificate()).equals(names) && isGood(known);
    }

    /// Of the root that signs, not near its end, and with its own key: a power cut while a new pair
    /// was written leaves the new key and the old certificate.
    private boolean isGood(OwnIdentity server) {
        return clock.instant().isBefore(renewalOf(server.certificate()))
                && isOf(server.certificate(), signing.certificate())
                && server.isPair();
    }

    private static boolean isOf(X509Certificate certificate, X509Certificate root) {
        return certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal());
    }

    /// The names of the hub's certificate, empty while it has none.
    public static Optional<ServerNames> names(AuthorityFolder folder) {
        return folder.has(SERVER)
                ? Optional.of(ServerNames.of(folder.readChain(SERVER).getFirst()))
                : Optional.empty();
    }

    /// @throws AuthorityException when nobody ran `hub init`, or a file is damaged
    public static Authority open(AuthorityFolder folder, Clock clock, RandomGenerator random) {
        return open(folder, folder.signingRoot(), clock, random);
    }

    private static Authority open(
            AuthorityFolder folder, String signingRoot, Clock clock, RandomGenerator random) {
        var roots = ROOTS.stream().map(name -> folder.readChain(name).getFirst()).toList();
        var signing = folder.readRoot(signingRoot);
        return new Authority(roots, signing, new Signer(random), clock);
    }

    /// The hub's own identity, made anew first when two thirds of its life are over or another root
    /// signs now.
    public OwnIdentity server(AuthorityFolder folder) {
        var known = folder.read(SERVER);
        if (isGood(known)) {
            return known;
        }
        return makeServer(folder, ServerNames.of(known.certificate()));
    }

    private OwnIdentity makeServer(AuthorityFolder folder, ServerNames names) {
        var identity = signer.server(signing, names, clock.instant(), SERVER_LIFE);
        folder.write(SERVER, identity);
        return identity;
    }

    /// A certificate for a box, its root behind it.
    public List<X509Certificate> issue(DeviceId device, PublicKey key, Duration life) {
        return signer.device(signing, device, key, clock.instant(), life);
    }

    /// Whom a box has to trust: both roots.
    public List<Pin> pins() {
        return roots.stream().map(Pin::of).toList();
    }

    /// The certificate of the root that signs.
    public X509Certificate signingRoot() {
        return signing.certificate();
    }

    public List<X509Certificate> roots() {
        return roots;
    }

    /// When two thirds of a certificate's life are over.
    public static Instant renewalOf(X509Certificate certificate) {
        var from = certificate.getNotBefore().toInstant();
        var life = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plus(life.multipliedBy(2).dividedBy(3));
    }
}

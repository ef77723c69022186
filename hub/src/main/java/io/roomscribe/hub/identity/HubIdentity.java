package io.roomscribe.hub.identity;

import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.authority.AuthorityFolder;
import io.roomscribe.protocol.health.HealthBoard;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.supervision.Supervisor;
import io.roomscribe.protocol.time.Ticker;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Everything about identities, put together, for a hub that was given one.
///
/// Thread-safe once started.
public final class HubIdentity implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HubIdentity.class.getName());

    private final IdentityConfig config;
    private final OwnIdentity own;
    private final EnrolmentDesk desk;
    private final DeviceCertificates certificates;
    private final IdentityInbox inbox;
    private final AcceptQueue queue;
    private final IdentityStore store;
    private final IdentityEvents events;
    private final RefusedBoxes refusedBoxes;
    private Optional<EnrolmentServer> server = Optional.empty();

    private HubIdentity(
            IdentityConfig config,
            Path dataFolder,
            HubDatabase database,
            HealthBoard board,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        var folder = folderOf(dataFolder);
        var authority = Authority.open(folder, clock, random);
        this.config = config;
        this.own = authority.server(folder);
        this.store = new IdentityStore(database);
        this.queue = new AcceptQueue(database);
        this.events = new IdentityEvents(database);
        this.refusedBoxes = new RefusedBoxes(events, board, clock, ticker);
        this.desk =
                new EnrolmentDesk(
                        authority,
                        store,
                        queue,
                        refusedBoxes,
                        config.certificateLife(),
                        clock,
                        ticker);
        this.certificates = new DeviceCertificates(authority, store, refusedBoxes, clock);
        this.inbox = new IdentityInbox(dataFolder, store, desk, refusedBoxes);
    }

    /// Empty for a hub without an identity: nobody ran `roomscribe hub init`.
    ///
    /// @param random hard to guess
    public static Optional<HubIdentity> open(
            IdentityConfig config,
            Path dataFolder,
            HubDatabase database,
            HealthBoard board,
            Clock clock,
            Ticker ticker,
            RandomGenerator random) {
        return Authority.isIn(folderOf(dataFolder))
                ? Optional.of(
                        new HubIdentity(config, dataFolder, database, board, clock, ticker, random))
                : Optional.empty();
    }

    private static AuthorityFolder folderOf(Path dataFolder) {
        return new AuthorityFolder(dataFolder.resolve("identity"));
    }

    /// Begins to answer boxes.
    ///
    /// @param cutOff ends a box's connection to the broker
    /// @param files what boxes may fetch
    /// @throws IdentityException when the port is taken
    public void start(Supervisor supervisor, Consumer<DeviceId> cutOff, BoxFiles files) {
        desk.cutOffWith(cutOff);
        var started =
                EnrolmentServer.start(config.host(), config.enrolmentPort(), own, desk, files);
        server = Optional.of(started);
        if (!started.isRunning()) {
            throw new IdentityException(config.enrolmentPort());
        }
        supervisor.start("identity-inbox", inbox);
        LOG.log(
                Level.INFO,
                "Enrolment listening address={0} port={1}",
                config.host(),
                Integer.toString(started.port()));
    }

    public IdentityConfig config() {
        return config;
    }

    /// The hub's own key and certificate.
    public OwnIdentity own() {
        return own;
    }

    public DeviceCertificates certificates() {
        return certificates;
    }

    public EnrolmentDesk desk() {
        return desk;
    }

    IdentityInbox inbox() {
        return inbox;
    }

    public AcceptQueue queue() {
        return queue;
    }

    public IdentityStore store() {
        return store;
    }

    /// Until when each box's newest certificate is good.
    public Map<DeviceId, Instant> goodUntil() {
        return store.inForce().stream()
                .collect(
                        Collectors.toMap(
                                DeviceCertificate::device,
                                DeviceCertificate::notAfter,
                                (newest, older) -> newest));
    }

    public IdentityEvents events() {
        return events;
    }

    /// A second box came with the certificate of one that is connected, and was refused.
    public void cloned(DeviceId device) {
        refusedBoxes.cloned(device);
    }

    /// Where boxes enrol, once started.
    public int enrolmentPort() {
        return server.map(EnrolmentServer::port).orElse(config.enrolmentPort());
    }

    @Override
    public void close() {
        server.ifPresent(EnrolmentServer::close);
    }
}

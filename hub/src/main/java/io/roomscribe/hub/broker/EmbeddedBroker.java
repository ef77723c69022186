package io.roomscribe.hub.broker;

import io.roomscribe.protocol.DeviceId;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;

/// Apache Artemis as the hub's own MQTT 5 broker. What it has acknowledged is on disk, so that
/// messages wait there while the hub's database restarts; nothing relies on that (only the hub's
/// own ack counts), it saves sending again.
///
/// Thread-safe.
public final class EmbeddedBroker implements AutoCloseable {
    /// User name and client id of the hub's own client. No box may be called so.
    public static final String HUB_USERNAME = "roomscribe-hub";

    private static final System.Logger LOG = System.getLogger(EmbeddedBroker.class.getName());
    private static final String ACCEPTOR = "mqtt";
    private static final int MIB = 1024 * 1024;

    /// Above this an address is written to page files instead of being kept in memory.
    private static final long ADDRESS_BYTES_MAX = 8L * MIB;

    /// Two and a bit of the largest frame that a box may send, unzipped.
    private static final int PACKET_BYTES_MAX = 256 * 1024;

    private static final long DISK_FREE_MIN_BYTES = 64L * MIB;

    /// Where it listens.
    ///
    /// @param options more of Artemis' options, each with a `;` before it
    private record Door(String host, int port, String options) {}

    private final Path folder;
    private final TopicGuard guard;
    private final String host;
    private final int port;
    private final List<Door> doors;
    private EmbeddedActiveMQ artemis;
    private boolean waitsForHub;

    private EmbeddedBroker(
            EmbeddedActiveMQ artemis,
            Path folder,
            TopicGuard guard,
            String host,
            int port,
            List<Door> doors) {
        this.artemis = artemis;
        this.folder = folder;
        this.guard = guard;
        this.host = host;
        this.port = port;
        this.doors = doors;
    }

    /// The same without a door for certificates.
    public static EmbeddedBroker open(
            BrokerConfig config, Path folder, DeviceTokens tokens, String hubPassword) {
        return open(config, folder, tokens, hubPassword, Optional.empty());
    }

    /// Starts listening.
    ///
    /// @param folder where messages wait; created when missing
    /// @param tokens which boxes may connect
    /// @param hubPassword what the hub's own client will present
    /// @param tls the door for boxes with certificates, empty when there is none
    public static EmbeddedBroker open(
            BrokerConfig config,
            Path folder,
            DeviceTokens tokens,
            String hubPassword,
            Optional<DeviceTls> tls) {
        var port = freePort(config.host(), config.port());
        var guard = new TopicGuard(tokens, hubPassword, tls);
        var doors = new ArrayList<>(List.of(new Door(config.host(), port, "")));
        tls.ifPresent(door -> {
            var tlsPort = freePort(door.host(), door.port());
            var keys = BrokerKeys.write(door.own(), folder.resolveSibling("broker-tls"));
            doors.add(new Door(door.host(), tlsPort, keys.options()));
            LOG.log(
                    Level.INFO,
                    "Broker listening for certificates address={0} port={1}",
                    door.host(),
                    Integer.toString(tlsPort));
        });
        var artemis = start(doors, folder, guard);
        LOG.log(
                Level.INFO,
                "Broker listening address={0} port={1}",
                config.host(),
                Integer.toString(port));
        return new EmbeddedBroker(artemis, folder, guard, config.host(), port, List.copyOf(doors));
    }

    private static EmbeddedActiveMQ start(List<Door> doors, Path folder, TopicGuard guard) {
        var artemis = new EmbeddedActiveMQ();
        try {
            artemis.setConfiguration(configuration(doors, folder));
            artemis.setSecurityManager(guard);
            artemis.start();
            guard.look(() -> artemis.getActiveMQServer().getRemotingService().getConnections());
        } catch (Exception e) { // Artemis declares no less.
            stop(artemis);
            throw hasCause(e, BindException.class)
                    ? BrokerException.portInUse(doors.getFirst().host(), doors.getFirst().port(), e)
                    : BrokerException.failed(folder, e);
        }
        for (var i = 0; i < doors.size(); i++) {
            var acceptor =
                    artemis.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR + i);
            if (acceptor == null || !acceptor.isStarted()) {
                stop(artemis);
                throw BrokerException.failed(folder, null);
            }
        }
        return artemis;
    }

    /// Stops, throws away every message and session, and listens again. Its journal keeps messages
    /// long after they were delivered, and an erasure must reach those. Nothing is lost by it:
    /// boxes send again what the hub has not acknowledged, and both sides connect again by
    /// themselves.
    public synchronized void empty() {
        stop(artemis);
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "Broker could not be emptied folder={0} reason={1}",
                    folder,
                    e.getClass().getSimpleName());
            artemis = start(doors, folder, guard);
            throw BrokerException.failed(folder, e);
        }
        artemis = start(doors, folder, guard);
        holdBack();
        LOG.log(Level.INFO, "Broker emptied port={0}", Integer.toString(port));
    }

    /// Lets boxes with certificates in only once the hub's own client is there: after a restart all
    /// of them come at once, and it would wait among them while none of them can be answered.
    public synchronized void holdBack() {
        if (doors.size() == 1) {
            return;
        }
        try {
            devicesDoor().stop();
            waitsForHub = true;
        } catch (Exception e) { // Artemis declares no less.
            throw BrokerException.failed(folder, e);
        }
    }

    /// The hub's own client is there. Does nothing when nobody is held back.
    public synchronized void admit() {
        if (!waitsForHub) {
            return;
        }
        waitsForHub = false;
        try {
            devicesDoor().start();
            LOG.log(Level.INFO, "Broker lets boxes in port={0}", Integer.toString(tlsPort()));
        } catch (Exception e) { // Artemis declares no less.
            throw BrokerException.failed(folder, e);
        }
    }

    private Acceptor devicesDoor() {
        return artemis.getActiveMQServer()
                .getRemotingService()
                .getAcceptor(ACCEPTOR + (doors.size() - 1));
    }

    /// Ends the connections of a box that may not connect any more. It is asked for its certificate
    /// again when it comes back.
    public synchronized void disconnect(DeviceId device) {
        for (var connection : artemis.getActiveMQServer().getRemotingService().getConnections()) {
            if (device.value().equals(connection.getClientID())) {
                connection.disconnect(false);
                LOG.log(Level.INFO, "Connection ended device={0}", device);
            }
        }
    }

    private static Configuration configuration(List<Door> doors, Path folder) throws Exception {
        var everything =
                new AddressSettings()
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                        .setMaxSizeBytes(ADDRESS_BYTES_MAX)
                        .setPageSizeBytes(MIB)
                        // The default gives a message up after ten deliveries: a hub that
                        // restarts ten times before it can commit would lose it.
                        .setMaxDeliveryAttempts(-1)
                        .setAutoCreateQueues(true)
                        .setAutoCreateAddresses(true);
        var configuration = new ConfigurationImpl();
        configuration
                .setName("roomscribe")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setJournalFileSize(2 * MIB)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(4)
                .setGlobalMaxSize(32L * MIB)
                .setMaxDiskUsage(-1)
                .setMinDiskFree(DISK_FREE_MIN_BYTES)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                .setSecurityEnabled(true)
                // A box that is locked out must not live on in a cache.
                .setAuthenticationCacheSize(0)
                .setThreadPoolMaxSize(16)
                .setScheduledThreadPoolMaxSize(2)
                .addAddressSetting("#", everything);
        for (var i = 0; i < doors.size(); i++) {
            configuration.addAcceptorConfiguration(ACCEPTOR + i, acceptor(doors.get(i)));
        }
        return configuration;
    }

    private static String acceptor(Door door) {
        var host = door.host();
        var shown = host.contains(":") ? "[" + host + "]" : host;
        return "tcp://"
                + shown
                + ":"
                + door.port()
                + "?protocols=MQTT;remotingThreads=2;useEpoll=false;useKQueue=false"
                + ";topicAliasMaximum=0;maximumPacketSize="
                + PACKET_BYTES_MAX
                // The client learns of it by reason code 135 and stays connected.
                + ";closeMqttConnectionOnPublishAuthorizationFailure=false"
                + door.options();
    }

    /// Tries the port first: Artemis leaves half of itself running when it cannot listen.
    private static int freePort(String host, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            var address = InetAddress.getByName(host);
            probe.bind(new InetSocketAddress(address, port));
            return probe.getLocalPort();
        } catch (UnknownHostException e) {
            throw BrokerException.addressUnusable(host, e);
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().contains("assign requested address")
                    ? BrokerException.addressUnusable(host, e)
                    : BrokerException.portInUse(host, port, e);
        }
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    public int port() {
        return port;
    }

    /// Where boxes with certificates connect to, the other port when there is no such door.
    public int tlsPort() {
        return doors.getLast().port();
    }

    /// Where the hub's own client connects to.
    public URI address() {
        var reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("tcp://%s:%d".formatted(reachable, port));
    }

    @Override
    public synchronized void close() {
        stop(artemis);
    }

    private static void stop(EmbeddedActiveMQ artemis) {
        try {
            artemis.stop();
        } catch (Exception e) { // Artemis declares no less.
            LOG.log(
                    Level.WARNING,
                    "Broker did not stop cleanly reason={0}",
                    e.getClass().getSimpleName());
        }
    }
}

package io.roomscribe.hub.broker;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.message.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.jspecify.annotations.Nullable;

/// Lets known boxes in under their own name and keeps each in its own branch of the topic tree: it
/// may publish to the leaves that are from a box and subscribe to those that are for one. The hub's
/// own client, with a password made anew at each start, may use the whole tree. A box is known by
/// its certificate where it shows one, and by its token otherwise.
///
/// Thread-safe.
final class TopicGuard implements ActiveMQSecurityManager5 {
    /// How Artemis sees `roomscribe/v1/`.
    private static final String ROOT = Topics.ROOT.replace('/', '.');

    private static final Set<String> FROM_DEVICE =
            Set.of("birth", "outbox", "live", "twin.reported", "reply");
    private static final Set<String> FOR_DEVICE = Set.of("ack", "twin.desired", "command");

    private static final int LIFE_MAX = 64;

    private final DeviceTokens tokens;
    private final byte[] hubPassword;
    private final Optional<DeviceTls> tls;

    /// The broker asks again for each topic, a certificate is looked at once a connection: a box
    /// that is locked out has its connection ended.
    private final Map<RemotingConnection, Subject> admitted =
            Collections.synchronizedMap(new WeakHashMap<>());

    private volatile Supplier<Set<RemotingConnection>> connections = Set::of;

    TopicGuard(DeviceTokens tokens, String hubPassword, Optional<DeviceTls> tls) {
        this.tokens = tokens;
        this.tls = tls;
        this.hubPassword = hubPassword.getBytes(StandardCharsets.UTF_8);
    }

    /// @param connections those that stand
    void look(Supplier<Set<RemotingConnection>> connections) {
        this.connections = connections;
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            @Nullable RemotingConnection connection,
            @Nullable String securityDomain) {
        if (connection == null) {
            return null;
        }
        var known = admitted.get(connection);
        if (known != null) {
            return known;
        }
        var chain = CertificateUtil.getCertsFromConnection(connection);
        if (chain != null && chain.length > 0) {
            return byCertificate(List.of(chain), connection, life(user));
        }
        if (user == null || password == null) {
            return null;
        }
        // Otherwise one box could take over another's session.
        var sameName = user.equals(connection.getClientID());
        return sameName && validateUser(user, password) ? subject(user) : null;
    }

    /// A box with a certificate needs no name: it says there which start of its software it is.
    private static String life(@Nullable String user) {
        return user == null || user.length() > LIFE_MAX ? "" : user;
    }

    /// Whatever name and password come with it: a certificate says who its owner is.
    private @Nullable Subject byCertificate(
            List<X509Certificate> chain, RemotingConnection connection, String life) {
        var clientId = connection.getClientID();
        if (clientId == null || clientId.equals(EmbeddedBroker.HUB_USERNAME)) {
            return null;
        }
        var mayConnect =
                tls.isPresent()
                        && tls.get().mayConnect().test(chain, clientId)
                        && mayHold(tls.get().takeOvers(), chain, connection, clientId, life);
        if (!mayConnect) {
            return null;
        }
        var subject = subject(clientId);
        admitted.put(connection, subject);
        return subject;
    }

    private boolean mayHold(
            TakeOvers takeOvers,
            List<X509Certificate> chain,
            RemotingConnection connection,
            String clientId,
            String life) {
        var address = Objects.requireNonNullElse(connection.getRemoteAddress(), "");
        var port = address.lastIndexOf(':');
        return takeOvers.mayHold(
                new DeviceId(clientId),
                chain.getFirst().getSerialNumber().toString(16),
                port < 0 ? address : address.substring(0, port),
                life,
                connection.getID(),
                connections.get().stream()
                        .anyMatch(other ->
                                clientId.equals(other.getClientID())
                                        && !other.getID().equals(connection.getID())));
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        if (user == null || password == null) {
            return false;
        }
        if (user.equals(EmbeddedBroker.HUB_USERNAME)) {
            return MessageDigest.isEqual(hubPassword, password.getBytes(StandardCharsets.UTF_8));
        }
        return tokens.isValid(user, password);
    }

    /// Of the oldest of Artemis' interfaces; never the way in.
    @Override
    public boolean validateUserAndRole(
            @Nullable String user,
            @Nullable String password,
            Set<Role> roles,
            CheckType checkType) {
        return false;
    }

    @Override
    public boolean authorize(
            @Nullable Subject subject, Set<Role> roles, CheckType check, String address) {
        if (subject == null) {
            return false;
        }
        return subject.getPrincipals(UserPrincipal.class).stream()
                .anyMatch(principal -> mayUse(principal.getName(), check, address));
    }

    static boolean mayUse(String user, CheckType check, String address) {
        var queue = address.indexOf("::");
        var plain = queue < 0 ? address : address.substring(0, queue);
        if (user.equals(EmbeddedBroker.HUB_USERNAME)) {
            return plain.startsWith(ROOT);
        }
        var branch = ROOT + user + ".";
        if (!plain.startsWith(branch)) {
            return false;
        }
        var leaf = plain.substring(branch.length());
        return switch (check) {
            case SEND -> FROM_DEVICE.contains(leaf);
            case CONSUME,
                    CREATE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE ->
                    FOR_DEVICE.contains(leaf);
            case CREATE_ADDRESS, DELETE_ADDRESS ->
                    FROM_DEVICE.contains(leaf) || FOR_DEVICE.contains(leaf);
            case MANAGE, BROWSE, VIEW, EDIT -> false;
        };
    }

    private static Subject subject(String user) {
        var subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        return subject;
    }
}

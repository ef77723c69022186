package io.roomscribe.systemtest;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.authority.Authority;
import io.roomscribe.protocol.identity.CertificateRequest;
import io.roomscribe.protocol.identity.EnrolmentAnswer;
import io.roomscribe.protocol.identity.EnrolmentRequest;
import io.roomscribe.protocol.identity.IdentityKeys;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pem;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.link.Will;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.DeviceState;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Envelope;
import io.roomscribe.protocol.message.Message;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;

/// A box that has no microphone: enrols, connects with its certificate and sends, as a real one
/// does, over the same protocol classes. Hundreds of them fit into a test's process.
///
/// Confined to one thread, but for what arrives.
final class SimulatedBox implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    final DeviceId device;
    private final List<Pin> pins;
    private final MessageCodec codec = new MessageCodec();
    private final StreamId stream;
    private final KeyPair keys = IdentityKeys.make();
    private Optional<OwnIdentity> own = Optional.empty();
    private UUID session = new UUID(0, 0);
    private Optional<MqttLink> link = Optional.empty();
    private volatile CompletableFuture<LinkException> lost = new CompletableFuture<>();
    private volatile CompletableFuture<Long> acknowledged = new CompletableFuture<>();

    SimulatedBox(String device, List<Pin> pins, long seed) {
        this.device = new DeviceId(device);
        this.pins = pins;
        this.stream = new StreamId(seed);
    }

    private PinnedTrust trust() {
        return new PinnedTrust(pins, Instant::now, () -> true);
    }

    /// Asks the hub once; keeps the certificate where it gives one.
    EnrolmentAnswer enrol(int port, String claim, String serial) {
        var request =
                new EnrolmentRequest(claim, CertificateRequest.of(device, keys), serial, "0.1.0");
        try {
            var address = URI.create("https://127.0.0.1:" + port + EnrolmentRequest.PATH);
            var connection = (HttpsURLConnection) address.toURL().openConnection();
            connection.setSSLSocketFactory(trust().context(List.of()).getSocketFactory());
            connection.setRequestMethod("POST");
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) TIMEOUT.toMillis());
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            try (var out = connection.getOutputStream()) {
                out.write(RecordJson.write(request).getBytes(StandardCharsets.UTF_8));
            }
            var isGood = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
            try (var in = isGood ? connection.getInputStream() : connection.getErrorStream()) {
                var answer =
                        RecordJson.read(
                                new String(in.readAllBytes(), StandardCharsets.UTF_8),
                                EnrolmentAnswer.class);
                if (answer instanceof EnrolmentAnswer.Issued(var chain)) {
                    own = Optional.of(new OwnIdentity(keys.getPrivate(), Pem.certificates(chain)));
                }
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes a certificate as from a hub whose database was restored: it knows it by its root only.
    void certify(Authority authority) {
        own =
                Optional.of(
                        new OwnIdentity(
                                keys.getPrivate(),
                                authority.issue(device, keys.getPublic(), Duration.ofDays(30))));
    }

    /// As of a copied card.
    SimulatedBox copy(long seed) {
        var copy = new SimulatedBox(device.value(), pins, seed);
        copy.own = own;
        return copy;
    }

    /// @throws LinkException as the real one gets it
    void connect(int port) throws InterruptedException {
        lost = new CompletableFuture<>();
        acknowledged = new CompletableFuture<>();
        session = UUID.randomUUID();
        var will = new Will(Topics.birth(device), birth(false), 1, true, Duration.ZERO);
        var opened =
                MqttLink.connect(
                        new LinkConfig(
                                URI.create("ssl://127.0.0.1:" + port),
                                device.value(),
                                "",
                                "",
                                true,
                                Duration.ZERO,
                                10,
                                Duration.ofSeconds(60),
                                TIMEOUT,
                                false,
                                Optional.of(trust().context(List.of(own.orElseThrow())))),
                        Optional.of(will),
                        new Listener(),
                        TIMEOUT);
        link = Optional.of(opened);
        opened.subscribe(Map.of(Topics.ack(device), 1), TIMEOUT);
        var _ = opened.publish(Topics.birth(device), birth(true), 1, true);
    }

    private byte[] birth(boolean online) {
        var state = online ? DeviceState.RECORDING : DeviceState.OFFLINE;
        var room = new RoomId(device.value());
        return message(
                0,
                new Message.Birth(
                        online,
                        session,
                        room,
                        device.value(),
                        "0.1.0",
                        1,
                        1,
                        ClockQuality.NTP,
                        state));
    }

    /// As a box does that is stopped in order.
    void leave() throws Exception {
        link.orElseThrow()
                .publish(Topics.birth(device), birth(false), 1, true)
                .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        close();
    }

    /// Sends its first entry; sending it again changes nothing at the hub.
    void send() throws InterruptedException {
        var mark = new EntryBody.Mark(new RoomId(device.value()), Instant.EPOCH, "accepted");
        var entry = Entry.first(stream, codec.encodeBody(mark));
        var frame = message(1, new Message.OutboxFrame(List.of(entry)));
        var _ = link.orElseThrow().publish(Topics.outbox(device), frame, 1, false);
    }

    /// Waits until the hub has the entry.
    void awaitAcknowledgement(Duration timeout) throws Exception {
        var _ = acknowledged.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isConnected() {
        return link.filter(MqttLink::isOpen).isPresent() && !lost.isDone();
    }

    void awaitLoss(Duration timeout) throws Exception {
        var _ = lost.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private byte[] message(long sequence, Message body) {
        return codec.encode(Envelope.of(device, stream, sequence, Instant.now(), body));
    }

    private final class Listener implements LinkListener {
        @Override
        public void received(ReceivedMessage message) {
            if (codec.decode(message.payload()).body() instanceof Message.Ack ack
                    && ack.through() >= 1) {
                var _ = acknowledged.complete(ack.through());
            }
        }

        @Override
        public void lost(LinkException why) {
            var _ = lost.complete(why);
        }
    }

    @Override
    public void close() {
        link.ifPresent(MqttLink::close);
    }
}

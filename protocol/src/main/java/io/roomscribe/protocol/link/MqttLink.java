package io.roomscribe.protocol.link;

import io.roomscribe.protocol.link.LinkException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/// One connection to a broker, from CONNECT to its end: it never reconnects, so a new connection is
/// a new object. Wraps Paho mqttv5 1.2.5, which is unmaintained, and makes up for what it lacks:
/// flow control (Paho throws above the broker's receive maximum), negative acknowledgements (Paho
/// reports them as success), a timer for acknowledgements (MQTT has none within a session) and an
/// end that does not hang.
///
/// Two windows bound what is under way: QoS 1 by [LinkConfig#inFlightMax] and the broker's receive
/// maximum, where [#publish] waits; QoS 0 by a fixed number of messages not yet written to the
/// socket, above which [#offer] drops.
///
/// Thread-safe. Futures complete on a thread of Paho's or of the JDK's timer: only enqueue there.
public final class MqttLink implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);
    private static final int UNWRITTEN_MAX = 32;
    private static final long WINDOW_RETRY_MILLIS = 5;
    private static final int ALL_WAITERS = 1_000_000;

    private final LinkConfig config;
    private final LinkListener listener;
    private final MqttAsyncClient client;
    private final Semaphore unwritten = new Semaphore(UNWRITTEN_MAX);
    private final AtomicLong lastPublish = new AtomicLong();
    private final Map<Long, CompletableFuture<PublishResult>> underWay = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable LinkException> ended = new AtomicReference<>();
    private final AtomicBoolean torn = new AtomicBoolean();
    private final CompletableFuture<Void> tornDown = new CompletableFuture<>();
    private volatile Semaphore window = new Semaphore(0);
    private volatile boolean sessionPresent;
    private volatile long packetBytesMax = Long.MAX_VALUE;

    private MqttLink(LinkConfig config, LinkListener listener, MqttAsyncClient client) {
        this.config = config;
        this.listener = listener;
        this.client = client;
    }

    /// Connects, or throws what stood in the way within `timeout`.
    ///
    /// @param will what the broker publishes when this connection breaks
    public static MqttLink connect(
            LinkConfig config, Optional<Will> will, LinkListener listener, Duration timeout) {
        try {
            var client =
                    new MqttAsyncClient(
                            config.broker().toString(), config.clientId(), new MemoryPersistence());
            var link = new MqttLink(config, listener, client);
            client.setManualAcks(config.manualAcks());
            client.setCallback(new PahoCallback(link::arrived, link::lose));
            link.open(options(config, will, timeout), timeout);
            return link;
        } catch (MqttException e) {
            throw PahoFailures.connecting(config, e);
        }
    }

    private static MqttConnectionOptions options(
            LinkConfig config, Optional<Will> will, Duration timeout) {
        var options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(config.cleanStart());
        options.setSessionExpiryInterval(config.sessionExpiry().toSeconds());
        options.setKeepAliveInterval((int) config.keepAlive().toSeconds());
        options.setConnectionTimeout((int) Math.max(1, timeout.toSeconds()));
        options.setReceiveMaximum(config.inFlightMax());
        options.setTopicAliasMaximum(0);
        options.setUseSubscriptionIdentifiers(false);
        if (!config.username().isEmpty()) {
            options.setUserName(config.username());
            options.setPassword(config.password().getBytes(StandardCharsets.UTF_8));
        }
        if ("tcp".equals(config.broker().getScheme())) {
            options.setSocketFactory(new BrokerSockets());
        }
        if ("ssl".equals(config.broker().getScheme())) {
            options.setHttpsHostnameVerificationEnabled(true);
            config.tls().ifPresent(tls -> options.setSocketFactory(tls.getSocketFactory()));
        }
        will.ifPresent(w -> {
            var message = new MqttMessage(w.payload(), w.qos(), w.retained(), null);
            options.setWill(w.topic(), message);
            var properties = new MqttProperties();
            properties.setWillDelayInterval(w.delay().toSeconds());
            options.setWillMessageProperties(properties);
        });
        return options;
    }

    private void open(MqttConnectionOptions options, Duration timeout) throws MqttException {
        var answer = new CompletableFuture<IMqttToken>();
        client.connect(options, null, PahoCallback.completing(answer));
        var token = awaitAnswer(answer, timeout);
        var properties = token.getResponseProperties();
        var allowed = properties == null ? null : properties.getReceiveMaximum();
        var brokerMax = allowed == null ? 65_535 : allowed;
        sessionPresent = token.getSessionPresent();
        var largest = properties == null ? null : properties.getMaximumPacketSize();
        packetBytesMax = largest == null ? Long.MAX_VALUE : largest;
        // One less than the broker allows: Paho counts an acknowledged one a moment longer.
        window = new Semaphore(Math.max(1, Math.min(config.inFlightMax(), brokerMax - 1)), true);
    }

    private IMqttToken awaitAnswer(CompletableFuture<IMqttToken> answer, Duration timeout) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw abandon(PahoFailures.connecting(config, e.getCause()));
        } catch (TimeoutException e) {
            throw abandon(
                    new LinkException(
                            Code.TIMEOUT,
                            "cannot connect to %s: no answer within %d ms"
                                    .formatted(config.broker(), timeout.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandon(
                    new LinkException(
                            Code.CLOSED,
                            "gave up connecting to %s: interrupted".formatted(config.broker())));
        }
    }

    private LinkException abandon(LinkException why) {
        ended.compareAndSet(null, why);
        tearDown(false);
        return why;
    }

    /// Whether the broker remembered the session; false means that what it held for us is gone.
    public boolean sessionPresent() {
        return sessionPresent;
    }

    /// The largest packet the broker takes, headers included.
    public long packetBytesMax() {
        return packetBytesMax;
    }

    public boolean isOpen() {
        return ended.get() == null;
    }

    /// Subscribes, from the caller's thread, and checks what was granted.
    public void subscribe(Map<String, Integer> topicsToQos, Duration timeout) {
        var subscriptions = new ArrayList<MqttSubscription>();
        topicsToQos.forEach((topic, qos) -> subscriptions.add(new MqttSubscription(topic, qos)));
        var answer = new CompletableFuture<IMqttToken>();
        try {
            client.subscribe(
                    subscriptions.toArray(MqttSubscription[]::new),
                    null,
                    PahoCallback.completing(answer),
                    new MqttProperties());
            var codes = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).getReasonCodes();
            for (var i = 0; codes != null && i < codes.length; i++) {
                if (codes[i] >= 0x80) {
                    throw refused(subscriptions.get(i).getTopic(), codes[i]);
                }
            }
        } catch (MqttException | ExecutionException e) {
            var cause = e instanceof ExecutionException ? e.getCause() : e;
            throw PahoFailures.subscribing(config, cause);
        } catch (TimeoutException e) {
            throw new LinkException(
                    Code.TIMEOUT,
                    "cannot subscribe at %s: no answer within %d ms"
                            .formatted(config.broker(), timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException(Code.CLOSED, "gave up subscribing: interrupted");
        }
    }

    private LinkException refused(String topic, int code) {
        return new LinkException(
                Code.SUBSCRIPTION_REFUSED,
                "cannot subscribe to %s at %s: reason code %d"
                        .formatted(topic, config.broker(), code));
    }

    /// Publishes once the window has room. The future fails with a [LinkException] when the link
    /// ends first; then nobody knows whether the broker has the message.
    public CompletableFuture<PublishResult> publish(
            String topic, byte[] payload, int qos, boolean retained) throws InterruptedException {
        var permits = qos == 0 ? unwritten : window;
        permits.acquire();
        return send(permits, topic, message(payload, qos, retained));
    }

    /// Publishes at QoS 1 what the broker shall throw away when it could not deliver it in time.
    public CompletableFuture<PublishResult> publishExpiring(
            String topic, byte[] payload, Duration expiry) throws InterruptedException {
        var message = message(payload, 1, false);
        message.getProperties().setMessageExpiryInterval(Math.max(1, expiry.toSeconds()));
        window.acquire();
        return send(window, topic, message);
    }

    private static MqttMessage message(byte[] payload, int qos, boolean retained) {
        return new MqttMessage(payload, qos, retained, new MqttProperties());
    }

    /// Publishes at QoS 0 without waiting; false when it was dropped because too much is unwritten
    /// or the link has ended.
    public boolean offer(String topic, byte[] payload) {
        if (!isOpen() || !unwritten.tryAcquire()) {
            return false;
        }
        var _ = send(unwritten, topic, message(payload, 0, false));
        return true;
    }

    private CompletableFuture<PublishResult> send(
            Semaphore permits, String topic, MqttMessage message) {
        var number = lastPublish.incrementAndGet();
        var answer = new CompletableFuture<PublishResult>();
        var result = new CompletableFuture<PublishResult>();
        underWay.put(number, answer);
        var _ =
                answer.orTimeout(config.ackTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((code, failure) -> {
                            underWay.remove(number);
                            permits.release();
                            settle(result, topic, code, failure);
                        });
        var gone = ended.get();
        if (gone != null) {
            answer.completeExceptionally(gone);
            return result;
        }
        handOver(topic, message, answer);
        return result;
    }

    /// Paho counts an acknowledged message a moment longer than we do, and refuses the next one
    /// meanwhile; with a receive maximum of 1 that is every message.
    private void handOver(
            String topic, MqttMessage message, CompletableFuture<PublishResult> answer) {
        try {
            client.publish(topic, message, null, PahoCallback.publishing(config, answer));
        } catch (MqttException e) {
            if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT
                    && !answer.isDone()) {
                CompletableFuture.delayedExecutor(WINDOW_RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> handOver(topic, message, answer));
            } else {
                answer.completeExceptionally(PahoFailures.publishing(config, e));
            }
        }
    }

    private void settle(
            CompletableFuture<PublishResult> result,
            String topic,
            @Nullable PublishResult code,
            @Nullable Throwable failure) {
        if (failure instanceof TimeoutException) {
            var why = ackTimeout(topic);
            result.completeExceptionally(why);
            lose(why);
        } else if (failure != null) {
            result.completeExceptionally(failure);
        } else if (code != null) {
            result.complete(code);
        }
    }

    private LinkException ackTimeout(String topic) {
        return new LinkException(
                Code.ACK_TIMEOUT,
                "no acknowledgement from %s for a message on %s within %d ms"
                        .formatted(config.broker(), topic, config.ackTimeout().toMillis()));
    }

    /// With [LinkConfig#manualAcks]: tells the broker that the message is dealt with.
    public void acknowledge(ReceivedMessage message) {
        if (message.qos() == 0 || !isOpen()) {
            return;
        }
        try {
            client.messageArrivedComplete(message.packetId(), message.qos());
        } catch (MqttException e) {
            lose(PahoFailures.publishing(config, e));
        }
    }

    private void arrived(ReceivedMessage message) {
        if (isOpen()) {
            listener.received(message);
        }
    }

    private void lose(LinkException why) {
        if (ended.compareAndSet(null, why)) {
            failUnderWay(why);
            tearDown(false);
            listener.lost(why);
        }
    }

    private void failUnderWay(LinkException why) {
        underWay.values().forEach(answer -> answer.completeExceptionally(why));
        window.release(ALL_WAITERS);
        unwritten.release(ALL_WAITERS);
    }

    /// Ends the connection: says goodbye to a broker that still listens, so that it drops the will.
    /// Returns within three seconds whatever the network does.
    @Override
    public void close() {
        var why = new LinkException(Code.CLOSED, "link to %s closed".formatted(config.broker()));
        var wasOpen = ended.compareAndSet(null, why);
        if (wasOpen) {
            failUnderWay(why);
        }
        tearDown(wasOpen);
        try {
            tornDown.get(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The thread goes on by itself; LinkThreads counts what stays.
        }
    }

    /// In a thread of its own, thrown away: both calls into Paho can hang.
    private void tearDown(boolean goodbye) {
        if (torn.compareAndSet(false, true)) {
            Thread.ofPlatform()
                    .name("link-close " + config.clientId())
                    .daemon(true)
                    .start(() -> {
                        PahoCallback.end(client, goodbye);
                        tornDown.complete(null);
                    });
        }
    }
}

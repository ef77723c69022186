package io.roomscribe.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.Topics;
import io.roomscribe.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final DeviceId BOX = new DeviceId("box-1");
    private static final DeviceId OTHER = new DeviceId("box-2");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    @TempDir Path folder;
    private Path devices = Path.of("");
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws IOException {
        devices = folder.resolve("devices.conf");
        Files.writeString(
                devices,
                "# boxes\n"
                        + DeviceTokens.line(BOX, "secret-1")
                        + "\n"
                        + DeviceTokens.line(OTHER, "secret-2")
                        + "\n");
        broker = open(0);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void refusesAWrongTokenAnUnknownBoxAndAnotherBoxesName() {
        assertRefused("box-1", "box-1", "secret-2");
        assertRefused("box-3", "box-3", "secret-1");
        assertRefused("box-2", "box-1", "secret-1");
        assertRefused("roomscribe-hub", "roomscribe-hub", "secret-1");
    }

    @Test
    void letsABoxInAsSoonAsItStandsInTheDeviceFileAndNoLongerOnceItIsGone() throws IOException {
        Files.writeString(devices, DeviceTokens.line(new DeviceId("box-3"), "new") + "\n");

        connect("box-3", "new", new Heard()).close();
        assertRefused("box-1", "box-1", "secret-1");
    }

    @Test
    void confinesEachBoxToItsOwnTopics() throws Exception {
        var heard = new Heard();
        try (var box = connect("box-1", "secret-1", heard)) {
            for (var topic :
                    List.of(
                            Topics.birth(BOX),
                            Topics.outbox(BOX),
                            Topics.live(BOX),
                            Topics.reply(BOX),
                            Topics.twinReported(BOX))) {
                assertThat(publish(box, topic)).as(topic).isIn(NOBODY_OR_SOMEBODY);
            }
            for (var topic :
                    List.of(
                            Topics.outbox(OTHER),
                            Topics.reply(OTHER),
                            Topics.ack(BOX),
                            Topics.command(BOX),
                            Topics.command(OTHER),
                            Topics.twinDesired(BOX),
                            "elsewhere")) {
                assertThat(publish(box, topic)).as(topic).isEqualTo(PublishResult.NOT_AUTHORIZED);
            }

            box.subscribe(
                    Map.of(
                            Topics.ack(BOX), 1,
                            Topics.command(BOX), 1,
                            Topics.twinDesired(BOX), 1),
                    TIMEOUT);
            for (var topic :
                    List.of(
                            Topics.ack(OTHER),
                            Topics.command(OTHER),
                            Topics.twinDesired(OTHER),
                            Topics.outbox(BOX),
                            Topics.reply(BOX),
                            Topics.allDevices("command"),
                            "#",
                            "roomscribe/#")) {
                assertThatThrownBy(() -> box.subscribe(Map.of(topic, 1), TIMEOUT))
                        .as(topic)
                        .isInstanceOf(LinkException.class);
            }
        }
    }

    @Test
    void givesTheHubWhatWasSentWhileItWasAwayAlsoAfterItsOwnRestart() throws Exception {
        var session = new Heard();
        hub(session).close();
        try (var box = connect("box-1", "secret-1", new Heard())) {
            for (var i = 0; i < 20; i++) {
                assertThat(publish(box, Topics.outbox(BOX), "m" + i))
                        .isEqualTo(PublishResult.ACCEPTED);
            }
        }
        var port = broker.port();

        broker.close();
        broker = open(port);

        try (var hub = hub(session)) {
            assertThat(hub.sessionPresent()).isTrue();
            Await.until("20 messages", TIMEOUT, () -> session.texts().size() >= 20);
            assertThat(session.texts()).hasSize(20).startsWith("m0", "m1").endsWith("m19");
        }
    }

    @Test
    void bringsAgainWhatTheHubDidNotAcknowledge() throws Exception {
        var first = new Heard();
        try (var hub = hub(first);
                var box = connect("box-1", "secret-1", new Heard())) {
            publish(box, Topics.outbox(BOX), "one");
            publish(box, Topics.outbox(BOX), "two");
            Await.until("2 messages", TIMEOUT, () -> first.texts().size() == 2);
            hub.acknowledge(first.messages.getFirst());
        }

        var second = new Heard();
        try (var hub = hub(second)) {
            assertThat(hub.sessionPresent()).isTrue();
            Await.until("1 message", TIMEOUT, () -> !second.texts().isEmpty());
            assertThat(second.texts()).containsExactly("two");
        }
    }

    @Test
    void saysWhichPortIsInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> open(taken.getLocalPort()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage(
                            "cannot start the MQTT broker on 127.0.0.1 port %d: the port is in use;"
                                    + " stop the program that listens there or set 'broker.port'",
                            taken.getLocalPort());
        }
    }

    private static final List<PublishResult> NOBODY_OR_SOMEBODY =
            List.of(PublishResult.ACCEPTED, PublishResult.NO_SUBSCRIBER);

    private EmbeddedBroker open(int port) {
        var config =
                new BrokerConfig("127.0.0.1", port, Optional.empty(), Optional.empty(), "", "");
        return EmbeddedBroker.open(
                config, folder.resolve("broker"), new DeviceTokens(devices), "hub-password");
    }

    private MqttLink hub(Heard heard) {
        var hub = connect("roomscribe-hub", "hub-password", heard);
        hub.subscribe(
                Map.of(Topics.allDevices("outbox"), 1, Topics.allDevices("birth"), 1), TIMEOUT);
        return hub;
    }

    private MqttLink connect(String name, String password, Heard heard) {
        return MqttLink.connect(link(name, name, password), Optional.empty(), heard, TIMEOUT);
    }

    private LinkConfig link(String clientId, String username, String password) {
        return new LinkConfig(
                broker.address(),
                clientId,
                username,
                password,
                false,
                Duration.ofDays(7),
                64,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                true);
    }

    private void assertRefused(String clientId, String username, String password) {
        assertThatThrownBy(() ->
                        MqttLink.connect(
                                link(clientId, username, password),
                                Optional.empty(),
                                new Heard(),
                                TIMEOUT))
                .isInstanceOfSatisfying(
                        LinkException.class,
                        e -> assertThat(e.code()).isEqualTo(LinkException.Code.REFUSED_LOGIN));
    }

    private static PublishResult publish(MqttLink link, String topic) throws Exception {
        return publish(link, topic, "text");
    }

    private static PublishResult publish(MqttLink link, String topic, String text)
            throws Exception {
        return link.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false)
                .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static final class Heard implements LinkListener {
        private final List<ReceivedMessage> messages = new CopyOnWriteArrayList<>();

        @Override
        public void received(ReceivedMessage message) {
            messages.add(message);
        }

        @Override
        public void lost(LinkException why) {}

        List<String> texts() {
            return messages.stream()
                    .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}

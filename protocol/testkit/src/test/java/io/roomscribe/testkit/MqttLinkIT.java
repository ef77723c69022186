package io.roomscribe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkException.Code;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.LinkThreads;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.link.Will;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The wrapper against a real Mosquitto, by the rows of the fault catalogue that concern it.
@Timeout(60)
final class MqttLinkIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    private static final class Heard implements LinkListener {
        final BlockingQueue<ReceivedMessage> messages = new LinkedBlockingQueue<>();
        final BlockingQueue<LinkException> losses = new LinkedBlockingQueue<>();

        @Override
        public void received(ReceivedMessage message) {
            messages.add(message);
        }

        @Override
        public void lost(LinkException why) {
            losses.add(why);
        }
    }

    @BeforeAll
    static void needsMosquitto() {
        assumeTrue(MosquittoBroker.isInstalled(), "skipped: mosquitto is not installed");
    }

    private static LinkConfig config(URI broker, String clientId) {
        return config(broker, clientId, "", "", true, Duration.ZERO, false);
    }

    private static LinkConfig config(
            URI broker,
            String clientId,
            String username,
            String password,
            boolean cleanStart,
            Duration expiry,
            boolean manualAcks) {
        return new LinkConfig(
                broker,
                clientId,
                username,
                password,
                cleanStart,
                expiry,
                16,
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                manualAcks);
    }

    private static MqttLink connect(LinkConfig config, LinkListener listener) {
        return MqttLink.connect(config, Optional.empty(), listener, SOON);
    }

    private static PublishResult publish(MqttLink link, String topic) throws Exception {
        return link.publish(topic, PAYLOAD, 1, false).get(10, TimeUnit.SECONDS);
    }

    @Test
    void deliversAndReportsTheBrokersAnswer() throws Exception {
        try (var broker = MosquittoBroker.start(folder);
                var listening = connect(config(broker.uri(), "hub"), new Heard());
                var sending = connect(config(broker.uri(), "device"), new Heard())) {
            listening.subscribe(Map.of("heard/#", 1), SOON);

            assertThat(publish(sending, "heard/a")).isEqualTo(PublishResult.ACCEPTED);
            assertThat(publish(sending, "nobody/a")).isEqualTo(PublishResult.NO_SUBSCRIBER);
        }
    }

    @Tag("M1")
    @Test
    void reportsADeniedPublishAsDenied() throws Exception {
        try (var broker =
                        MosquittoBroker.startSecured(
                                folder,
                                Map.of("box", "secret"),
                                List.of("user box", "topic mine/#"));
                var link =
                        connect(
                                config(
                                        broker.uri(),
                                        "box",
                                        "box",
                                        "secret",
                                        true,
                                        Duration.ZERO,
                                        false),
                                new Heard())) {
            assertThat(publish(link, "other/a")).isEqualTo(PublishResult.NOT_AUTHORIZED);
            assertThat(PublishResult.NOT_AUTHORIZED.code()).isEqualTo(135);
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (var broker =
                MosquittoBroker.startSecured(folder, Map.of("box", "secret"), List.of())) {
            assertThatThrownBy(() ->
                            connect(
                                    config(
                                            broker.uri(),
                                            "box",
                                            "box",
                                            "wrong",
                                            true,
                                            Duration.ZERO,
                                            false),
                                    new Heard()))
                    .isInstanceOfSatisfying(
                            LinkException.class,
                            e -> assertThat(e.code()).isEqualTo(Code.REFUSED_LOGIN))
                    .hasMessageContaining("password")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void saysThatNobodyListens() {
        var nobody = URI.create("tcp://127.0.0.1:" + FreePort.find());

        assertThatThrownBy(() -> connect(config(nobody, "box"), new Heard()))
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREACHABLE));
    }

    @Tag("N2")
    @Test
    void givesUpOnASilentServer() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var uri = URI.create("tcp://127.0.0.1:" + silent.getLocalPort());

            assertThatThrownBy(() ->
                            MqttLink.connect(
                                    config(uri, "box"),
                                    Optional.empty(),
                                    new Heard(),
                                    Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            LinkException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT));
        }
    }

    @Tag("M4")
    @Test
    void keepsABurstWithinTheBrokersReceiveMaximum() throws Exception {
        try (var broker = MosquittoBroker.start(folder, "max_inflight_messages 4");
                var listening = connect(config(broker.uri(), "hub"), new Heard());
                var sending = connect(config(broker.uri(), "device"), new Heard())) {
            listening.subscribe(Map.of("burst", 0), SOON);

            var results = new ArrayList<CompletableFuture<PublishResult>>();
            for (var i = 0; i < 500; i++) {
                results.add(sending.publish("burst", PAYLOAD, 1, false));
            }

            for (var result : results) {
                assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(PublishResult.ACCEPTED);
            }
        }
    }

    /// Fact 8, row M6: Paho has ten places for inbound messages, and a subscribe that waits in a
    /// callback never sees its SUBACK.
    @Tag("M6")
    @Test
    void takesTwoHundredQueuedMessagesBeforeItSubscribes() throws Exception {
        try (var broker = MosquittoBroker.start(folder, "max_queued_messages 1000")) {
            var session = Duration.ofHours(1);
            try (var first =
                    connect(
                            config(broker.uri(), "hub", "", "", true, session, true),
                            new Heard())) {
                first.subscribe(Map.of("queued", 1), SOON);
            }
            try (var sending = connect(config(broker.uri(), "device"), new Heard())) {
                for (var i = 0; i < 200; i++) {
                    assertThat(publish(sending, "queued")).isEqualTo(PublishResult.ACCEPTED);
                }
            }

            var heard = new Heard();
            try (var second =
                    connect(config(broker.uri(), "hub", "", "", false, session, true), heard)) {
                second.subscribe(Map.of("queued", 1, "more", 1), SOON);
                assertThat(second.sessionPresent()).isTrue();
                for (var i = 0; i < 200; i++) {
                    var message = heard.messages.poll(10, TimeUnit.SECONDS);
                    assertThat(message).as("message %d of 200", i + 1).isNotNull();
                    second.acknowledge(message);
                }
            }
        }
    }

    @Test
    void holdsBackWithoutManualAcknowledgement() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            var heard = new Heard();
            try (var listening =
                            connect(
                                    config(broker.uri(), "hub", "", "", true, Duration.ZERO, true),
                                    heard);
                    var sending = connect(config(broker.uri(), "device"), new Heard())) {
                listening.subscribe(Map.of("slow", 1), SOON);
                for (var i = 0; i < 30; i++) {
                    assertThat(publish(sending, "slow")).isEqualTo(PublishResult.ACCEPTED);
                }

                Await.until(
                        "16 messages",
                        SOON,
                        () -> heard.messages.size() == 16,
                        heard.messages::size);
                listening.acknowledge(heard.messages.take());

                Await.until(
                        "one more", SOON, () -> heard.messages.size() == 16, heard.messages::size);
            }
        }
    }

    @Tag("P3")
    @Test
    void tellsOfAKilledBrokerAndFailsWhatIsUnderWay() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            var heard = new Heard();
            try (var link = connect(config(broker.uri(), "device"), heard)) {
                broker.suspend();
                var underWay = link.publish("a", PAYLOAD, 1, false);
                broker.kill();

                assertThatThrownBy(() -> underWay.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(LinkException.class);
                assertThat(heard.losses.poll(10, TimeUnit.SECONDS)).isNotNull();
                assertThat(link.isOpen()).isFalse();
                assertThat(link.publish("a", PAYLOAD, 1, false)).isCompletedExceptionally();
                assertThat(link.offer("a", PAYLOAD)).isFalse();
            }
            assertThat(heard.losses).isEmpty();
        }
    }

    /// Row N2: the broker's process stands still, its sockets stay open.
    @Tag("P4")
    @Tag("N2")
    @Test
    void losesTheLinkWhenNoAcknowledgementComesAndClosesAllTheSame() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            var heard = new Heard();
            var config =
                    new LinkConfig(
                            broker.uri(),
                            "device",
                            "",
                            "",
                            true,
                            Duration.ZERO,
                            4,
                            Duration.ofSeconds(20),
                            Duration.ofMillis(500),
                            false);
            var link = connect(config, heard);
            broker.suspend();

            var unanswered = link.publish("a", PAYLOAD, 1, false);

            assertThatThrownBy(() -> unanswered.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(LinkException.class);
            var why = heard.losses.poll(10, TimeUnit.SECONDS);
            assertThat(why).isNotNull();
            assertThat(why.code()).isEqualTo(Code.ACK_TIMEOUT);
            link.close();
        }
    }

    /// Mosquitto 2.0.11 hangs up without saying why, so this one is scripted.
    @Tag("M3")
    @Test
    void tellsOfATakeOver() throws Exception {
        var heard = new Heard();
        try (var broker = ScriptedBroker.start(() -> 0);
                var link = connect(config(broker.uri(), "same"), heard)) {
            broker.disconnectAll(0x8e);

            var why = heard.losses.poll(10, TimeUnit.SECONDS);
            assertThat(why).isNotNull();
            assertThat(why.code()).as("%s", why).isEqualTo(Code.TAKEN_OVER);
            assertThat(link.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PublishResult.class,
            names = {"QUOTA_EXCEEDED", "PAYLOAD_INVALID", "IMPLEMENTATION_ERROR"})
    void passesOnWhyABrokerRefuses(PublishResult refusal) throws Exception {
        try (var broker = ScriptedBroker.start(refusal::code);
                var link = connect(config(broker.uri(), "device"), new Heard())) {
            assertThat(publish(link, "a")).isEqualTo(refusal);
        }
    }

    @Test
    void leavesItsWillOnlyWhenItDidNotSayGoodbye() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            var heard = new Heard();
            try (var listening = connect(config(broker.uri(), "hub"), heard)) {
                listening.subscribe(Map.of("will/#", 1), SOON);
                var polite = new Will("will/polite", PAYLOAD, 1, false, Duration.ZERO);
                MqttLink.connect(
                                config(broker.uri(), "polite"),
                                Optional.of(polite),
                                new Heard(),
                                SOON)
                        .close();
                var sudden = new Will("will/sudden", PAYLOAD, 1, false, Duration.ZERO);
                try (var _ =
                                MqttLink.connect(
                                        config(broker.uri(), "sudden"),
                                        Optional.of(sudden),
                                        new Heard(),
                                        SOON);
                        var _ = connect(config(broker.uri(), "sudden"), new Heard())) {
                    var message = heard.messages.poll(10, TimeUnit.SECONDS);
                    assertThat(message).isNotNull();
                    assertThat(message.topic()).isEqualTo("will/sudden");
                }
            }
        }
    }

    @Test
    void leavesNoThreadsBehindAfterOrderlyUse() throws Exception {
        try (var broker = MosquittoBroker.start(folder)) {
            for (var i = 0; i < 10; i++) {
                try (var link = connect(config(broker.uri(), "device"), new Heard())) {
                    assertThat(publish(link, "a")).isEqualTo(PublishResult.NO_SUBSCRIBER);
                }
            }

            Await.until(
                    "Paho's threads to end",
                    SOON,
                    () -> LinkThreads.leakedThreads() == 0,
                    LinkThreads::leakedThreads);
        }
    }
}

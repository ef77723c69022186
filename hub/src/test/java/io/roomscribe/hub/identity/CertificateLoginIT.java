package io.roomscribe.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roomscribe.hub.broker.BrokerConfig;
import io.roomscribe.hub.broker.DeviceTls;
import io.roomscribe.hub.broker.DeviceTokens;
import io.roomscribe.hub.broker.EmbeddedBroker;
import io.roomscribe.hub.broker.TakeOvers;
import io.roomscribe.hub.health.HubCondition;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordJson;
import io.roomscribe.protocol.identity.OwnIdentity;
import io.roomscribe.protocol.identity.Pin;
import io.roomscribe.protocol.identity.PinnedTrust;
import io.roomscribe.protocol.identity.RevocationOutlook;
import io.roomscribe.protocol.identity.RevocationTicket;
import io.roomscribe.protocol.link.LinkConfig;
import io.roomscribe.protocol.link.LinkException;
import io.roomscribe.protocol.link.LinkListener;
import io.roomscribe.protocol.link.MqttLink;
import io.roomscribe.protocol.link.PublishResult;
import io.roomscribe.protocol.link.ReceivedMessage;
import io.roomscribe.protocol.message.Topics;
import io.roomscribe.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Boxes with certificates at the real broker.
final class CertificateLoginIT {
    private static final DeviceId BOX = new DeviceId("room-7");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    @TempDir private static Path folder;
    private static TestIdentity identity;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void open() {
        identity = new TestIdentity(folder.resolve("with a space"));
        broker =
                EmbeddedBroker.open(
                        new BrokerConfig(
                                "127.0.0.1", 0, Optional.empty(), Optional.empty(), "", ""),
                        folder.resolve("with a space/broker"),
                        new DeviceTokens(folder.resolve("devices.conf")),
                        "hub",
                        Optional.of(
                                new DeviceTls(
                                        "127.0.0.1",
                                        0,
                                        identity.hub.own(),
                                        identity.hub.certificates()::mayConnect,
                                        new TakeOvers(System::nanoTime, identity.hub::cloned))));
    }

    @AfterAll
    static void close() {
        broker.close();
        identity.close();
    }

    private static OwnIdentity enrolled(DeviceId device) {
        var keys = TestIdentity.keys();
        var claim = identity.claim(device, "");
        return TestIdentity.identity(keys, identity.enrol(claim.text(), device, keys, ""));
    }

    private MqttLink connect(List<OwnIdentity> own, String clientId, List<Pin> pins, Instant now) {
        return connect(own, clientId, pins, now, new CompletableFuture<>());
    }

    private MqttLink connect(
            List<OwnIdentity> own,
            String clientId,
            List<Pin> pins,
            Instant now,
            CompletableFuture<LinkException> lost) {
        var trust = new PinnedTrust(pins, () -> now, () -> now.equals(TestIdentity.START));
        return MqttLink.connect(
                new LinkConfig(
                        URI.create("ssl://127.0.0.1:" + broker.tlsPort()),
                        clientId,
                        "",
                        "",
                        true,
                        Duration.ZERO,
                        10,
                        Duration.ofSeconds(20),
                        TIMEOUT,
                        false,
                        Optional.of(trust.context(own))),
                Optional.empty(),
                new Listener(lost),
                TIMEOUT);
    }

    private MqttLink connect(OwnIdentity own, String clientId) {
        return connect(List.of(own), clientId, pins(), TestIdentity.START);
    }

    private List<Pin> pins() {
        return List.of(Pin.of(identity.hub.own().chain().getLast()));
    }

    private record Listener(CompletableFuture<LinkException> lost) implements LinkListener {
        @Override
        public void received(ReceivedMessage message) {}

        @Override
        public void lost(LinkException why) {
            var _ = lost.complete(why);
        }
    }

    private static PublishResult publish(MqttLink link, String topic) throws Exception {
        return link.publish(topic, "x".getBytes(StandardCharsets.UTF_8), 1, false)
                .get(15, TimeUnit.SECONDS);
    }

    @Test
    void aBoxUsesItsOwnTopicsAndNoOthers() throws Exception {
        try (var link = connect(enrolled(BOX), "room-7")) {
            assertThat(publish(link, Topics.outbox(BOX)))
                    .isNotEqualTo(PublishResult.NOT_AUTHORIZED);
            assertThat(publish(link, Topics.outbox(new DeviceId("room-8"))))
                    .isEqualTo(PublishResult.NOT_AUTHORIZED);
            assertThat(publish(link, Topics.ack(BOX))).isEqualTo(PublishResult.NOT_AUTHORIZED);
        }
    }

    @Test
    void anotherBoxesNameARevokedOneAndNoneAtAllAreRefused() {
        var own = enrolled(BOX);

        assertThatThrownBy(() -> connect(own, "room-8"))
                .isInstanceOfSatisfying(
                        LinkException.class,
                        e -> assertThat(e.code()).isEqualTo(LinkException.Code.REFUSED_LOGIN));
        assertThatThrownBy(() -> connect(List.of(), "room-7", pins(), TestIdentity.START))
                .isInstanceOf(LinkException.class);
        connect(own, "room-7").close();
        identity.hub.desk().revoke(BOX, "test");
        assertThatThrownBy(() -> connect(own, "room-7")).isInstanceOf(LinkException.class);
    }

    @Test
    void aRevocationByTheCommandLineEndsTheConnectionThatStands() throws Exception {
        var box = new DeviceId("room-9");
        var hubFolder = folder.resolve("with a space");
        identity.hub.desk().cutOffWith(broker::disconnect);
        var lost = new CompletableFuture<LinkException>();
        try (var bystander = connect(enrolled(new DeviceId("room-10")), "room-10");
                var link =
                        connect(
                                List.of(enrolled(box)),
                                "room-9",
                                pins(),
                                TestIdentity.START,
                                lost)) {
            var inbox = Files.createDirectories(hubFolder.resolve(RevocationTicket.INBOX));
            Files.writeString(
                    inbox.resolve("room-9.json"), RecordJson.write(new RevocationTicket(box)));
            Files.writeString(inbox.resolve("torn.json"), "{");
            var nobody = new DeviceId("room-90");
            Files.writeString(
                    inbox.resolve("room-90.json"), RecordJson.write(new RevocationTicket(nobody)));

            identity.hub.inbox().take();

            assertThat(lost.get(15, TimeUnit.SECONDS)).isNotNull();
            assertThat(link.isOpen()).isFalse();
            assertThat(publish(bystander, Topics.outbox(new DeviceId("room-10"))))
                    .isNotEqualTo(PublishResult.NOT_AUTHORIZED);
            assertThat(inbox).isDirectoryContaining("glob:**torn.json");
            assertThat(inbox.resolve("room-9.json")).doesNotExist();
            assertThat(RevocationTicket.unknown(inbox, box)).doesNotExist();
            assertThat(RevocationTicket.unknown(inbox, nobody)).exists();
        }
    }

    @Test
    void aQuestionWhatARevocationWouldDoIsAnsweredAndChangesNothing() throws Exception {
        var box = new DeviceId("room-13");
        var nobody = new DeviceId("room-91");
        var inbox = Files.createDirectories(folder.resolve("with a space/identity/revocations"));
        var own = enrolled(box);
        identity.connects(own, box);
        identity.claim(box, "");

        assertThat(asked(inbox, nobody)).isEqualTo(new RevocationOutlook(nobody, false, 0, 0));
        assertThat(asked(inbox, box)).isEqualTo(new RevocationOutlook(box, true, 1, 1));
        assertThat(asked(inbox, box)).isEqualTo(new RevocationOutlook(box, true, 1, 1));
        assertThat(identity.connects(own, box)).isTrue();

        identity.hub.desk().revoke(box, "test");
        assertThat(asked(inbox, box)).isEqualTo(new RevocationOutlook(box, true, 0, 0));
    }

    private RevocationOutlook asked(Path inbox, DeviceId device) throws IOException {
        var question = RevocationTicket.question(inbox, device);
        Files.writeString(question, RecordJson.write(new RevocationTicket(device)));
        identity.hub.inbox().take();
        assertThat(question).doesNotExist();
        return RecordJson.read(
                Files.readString(RevocationTicket.outlook(inbox, device)), RevocationOutlook.class);
    }

    @Test
    @Tag("V7")
    void aHubThatIsNotPinnedIsAStranger() {
        var own = enrolled(BOX);
        var other = new Pin("sha256:" + "0".repeat(64));

        assertThatThrownBy(
                        () -> connect(List.of(own), "room-7", List.of(other), TestIdentity.START))
                .isInstanceOfSatisfying(
                        LinkException.class,
                        e -> assertThat(e.code()).isEqualTo(LinkException.Code.STRANGER))
                .hasMessageContaining("issued by 'CN=Roomscribe root-1");
    }

    @Test
    @Tag("T1")
    void aBoxThatWakesUpIn1970ConnectsBecauseThePinProvesTheHub() {
        connect(List.of(enrolled(BOX)), "room-7", pins(), Instant.EPOCH).close();
    }

    /// A card was copied. Each Paho client comes back as soon as it was thrown out, without any
    /// manners of its own.
    @Test
    @Tag("M3")
    @Tag("V5")
    void twoBoxesWithOneIdentityDoNotThrowEachOtherOutForEver() throws Exception {
        var box = new DeviceId("room-11");
        var own = enrolled(box);
        var holder = connect(own, "room-11");
        var takeOvers = 0;
        LinkException refused = null;
        while (refused == null) {
            var thrownOut = holder;
            try {
                holder = connect(own, "room-11");
                thrownOut.close();
                takeOvers++;
            } catch (LinkException e) {
                refused = e;
            }
            assertThat(takeOvers).isLessThan(10);
        }

        assertThat(refused.code()).isEqualTo(LinkException.Code.REFUSED_LOGIN);
        assertThat(holder.isOpen()).isTrue();
        assertThat(publish(holder, Topics.outbox(box))).isNotEqualTo(PublishResult.NOT_AUTHORIZED);
        assertThat(identity.board.active())
                .anyMatch(one -> one.condition() == HubCondition.IDENTITY_CLONED);
        assertThat(identity.hub.events().cloned(box)).isPresent();
        keysAreChanged(box, own, holder);
    }

    /// The cure: the true box gets another certificate, and with that the copy's is over.
    private void keysAreChanged(DeviceId box, OwnIdentity old, MqttLink copy) {
        try (var renewed = connect(enrolled(box), box.value())) {
            assertThat(renewed.isOpen()).isTrue();
            assertThat(identity.hub.events().cloned(box)).isEmpty();
            assertThat(identity.board.active())
                    .noneMatch(one -> one.condition() == HubCondition.IDENTITY_CLONED);
            assertThatThrownBy(() -> connect(old, box.value())).isInstanceOf(LinkException.class);
            Await.until("the copy is out", TIMEOUT, () -> !copy.isOpen(), () -> "it is in");
            assertThat(renewed.isOpen()).isTrue();
        } finally {
            copy.close();
        }
    }
}

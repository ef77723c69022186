package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.event.HubEvent;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RoomId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Live connections over real HTTP.
@Timeout(60)
final class LiveIT {
    @TempDir Path folder;
    private SampleHub hub;
    private SampleMeeting meeting;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        meeting = new SampleMeeting(hub);
        meeting.rooms();
        meeting.running(3);
        client = new Browserless(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void endsWhenItsReaderSignsOutAndNotWhenSomebodyElseDoes() throws Exception {
        var leaving = hub.signIn.open(hub.account("leaving", Role.MEMBER));
        var staying = hub.signIn.open(hub.account("staying", Role.MEMBER));
        try (var live = new Browserless(hub, Optional.of(leaving)).live("/api/v1/live");
                var other = new Browserless(hub, Optional.of(staying)).live("/api/v1/live")) {
            var lines = live.iterator();
            next(lines, "beat");
            var others = other.iterator();
            next(others, "beat");

            hub.signIn.close(leaving);
            partial("boardroom", "said after the sign-out");

            assertThat(next(others, "partial")).contains("said after the sign-out");
            while (lines.hasNext()) {
                assertThat(lines.next()).doesNotContain("said after");
            }
        }
    }

    @Test
    void bringsPartialsWithinASecond() throws Exception {
        try (var live = client.live("/api/v1/live")) {
            var lines = live.iterator();
            next(lines, "beat");
            var latencies = new ArrayList<Long>();

            for (int i = 0; i < 50; i++) {
                var start = System.nanoTime();
                partial("boardroom", "word " + i + " über");
                assertThat(next(lines, "partial")).contains("\"text\":\"word " + i + " über\"");
                latencies.add(System.nanoTime() - start);
            }

            assertThat(latencies.stream().sorted().toList().get(47))
                    .as("95th percentile, nanoseconds")
                    .isLessThan(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void bringsARoomOnlyItsOwn() throws Exception {
        try (var live = client.live("/api/v1/rooms/workshop/live")) {
            var lines = live.iterator();
            next(lines, "beat");

            partial("boardroom", "not for you");
            partial("workshop", "for you");

            assertThat(next(lines, "partial")).contains("for you").doesNotContain("not");
        }
    }

    @Test
    void bringsSegmentsGapsAndMinutesOfAMeeting() throws Exception {
        try (var live = client.live("/api/v1/meetings/meeting-1/live")) {
            var lines = live.iterator();
            next(lines, "beat");

            meeting.say(3);
            hub.gap("boardroom", 30, 40, "restart");
            hub.minutes(SampleHub.MEETING, 1, "model", false, "tiny", meeting.first());
            hub.sql("update meeting set state = 'ended' where id = 'meeting-1'");
            hub.events.publish(new HubEvent.MeetingChanged(SampleHub.ROOM, SampleHub.MEETING));
            hub.events.publish(new HubEvent.DeviceChanged(SampleHub.ROOM, SampleHub.DEVICE));
            hub.events.publish(new HubEvent.LevelHeard(SampleHub.ROOM, SampleHub.DEVICE, -3, -20));

            assertThat(next(lines, "segment")).contains(SampleHub.turns().get(3).text());
            assertThat(next(lines, "gap")).contains("boardroom");
            assertThat(next(lines, "summary"))
                    .contains("\"revision\":1")
                    .doesNotContain("decisions");
            assertThat(next(lines, "meeting")).contains("\"state\":\"ended\"");
            assertThat(next(lines, "device")).contains("box-boardroom");
            assertThat(next(lines, "level")).contains("-20.0");
        }
    }

    @Test
    void closesTheHoleBetweenPageAndConnection() throws Exception {
        var through =
                client.json("/api/v1/meetings/meeting-1/transcript")
                        .at("/segments/2/number")
                        .asLong();
        meeting.say(3);
        meeting.say(4);

        try (var live = client.live("/api/v1/meetings/meeting-1/live?after=" + through)) {
            var lines = live.iterator();
            assertThat(next(lines, "segment")).contains(SampleHub.turns().get(3).text());
            assertThat(next(lines, "segment")).contains(SampleHub.turns().get(4).text());
            assertThat(next(lines, "meeting")).contains("running");
        }
    }

    @Test
    void tellsAReaderWhoWasCutOffToReadAgain() throws Exception {
        try (var live = client.live("/api/v1/live", "Last-Event-ID", "2")) {
            assertThat(next(live.iterator(), "resync")).contains("reconnected");
        }
    }

    @Test
    void isNotHeldUpByAReaderWhoDoesNotRead() throws Exception {
        try (var stuck = new Socket(InetAddress.getLoopbackAddress(), hub.server.port());
                var live = client.live("/api/v1/live")) {
            stuck.setReceiveBufferSize(4096);
            stuck.getOutputStream()
                    .write(
                            "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nCookie: session-%d=%s\r\n\r\n"
                                    .formatted(hub.server.port(), hub.admin.token())
                                    .getBytes(StandardCharsets.US_ASCII));
            var lines = live.iterator();
            next(lines, "beat");
            Eventually.holds(() ->
                    assertThat(client.page("/observe/metrics").body())
                            .containsPattern("roomscribe_live_readers\\S* 2"));

            for (int i = 0; i < 400; i++) {
                hub.events.publish(
                        new HubEvent.PartialHeard(
                                SampleHub.ROOM,
                                new DeviceId("box-" + i),
                                "x".repeat(20_000),
                                SampleHub.NOW));
            }
            partial("workshop", "still quick");

            while (!next(lines, "partial").contains("still quick")) {
                // those before
            }
        }
    }

    @Test
    void tellsAReaderWhoWasTooSlowToReadAgain() throws Exception {
        try (var slow = new Socket(InetAddress.getLoopbackAddress(), hub.server.port())) {
            slow.getOutputStream()
                    .write(
                            "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nCookie: session-%d=%s\r\n\r\n"
                                    .formatted(hub.server.port(), hub.admin.token())
                                    .getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            while (!lines.readLine().startsWith("event:beat")) {
                // the head
            }

            for (int i = 0; i < 4000; i++) {
                hub.events.publish(
                        new HubEvent.PartialHeard(
                                SampleHub.ROOM,
                                new DeviceId("box-" + i),
                                "x".repeat(10_000),
                                SampleHub.NOW));
            }

            assertThat(lines.lines().filter(line -> line.equals("event:resync")).findFirst())
                    .isPresent();
        }
    }

    @Test
    void forgetsReadersWhoHaveGone() throws Exception {
        try (var live = client.live("/api/v1/live")) {
            next(live.iterator(), "beat");
        }

        Eventually.holds(() -> {
            partial("boardroom", "anybody?");
            assertThat(client.page("/observe/metrics").body())
                    .containsPattern("roomscribe_live_readers\\S* 0");
        });
    }

    @Test
    void endsItsConnectionsWhenTheHubStops() throws Exception {
        try (var live = client.live("/api/v1/live")) {
            var lines = live.iterator();
            next(lines, "beat");
            var start = System.nanoTime();

            hub.close();

            assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(10).toNanos());
        }
    }

    private void partial(String room, String text) {
        hub.events.publish(
                new HubEvent.PartialHeard(
                        new RoomId(room), new DeviceId("box-" + room), text, SampleHub.NOW));
    }

    /// The data of the next event of that name.
    private static String next(Iterator<String> lines, String name) {
        var seen = new ArrayList<>(List.of("waiting for " + name));
        while (lines.hasNext()) {
            var line = lines.next();
            seen.add(line);
            if (line.equals("event:" + name)) {
                return lines.next();
            }
        }
        throw new AssertionError("the connection ended: " + seen);
    }
}

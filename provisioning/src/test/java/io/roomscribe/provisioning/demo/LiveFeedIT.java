package io.roomscribe.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a real HTTP server that says what a hub would and then hangs up.
final class LiveFeedIT {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private HttpServer server;
    private HubClient hub;
    private LiveFeed feed;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/api/v1/live",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        body.write(events().getBytes(StandardCharsets.UTF_8));
                    }
                });
        server.start();
        hub = new HubClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "");
        feed =
                new LiveFeed(
                        hub,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new LiveFeed.Listener() {
                            @Override
                            public void partial(String text) {
                                seen.add("partial " + text);
                            }

                            @Override
                            public void segment(HubAnswer.Segment segment) {
                                seen.add("segment " + segment.number());
                            }

                            @Override
                            public void revision(HubAnswer.Revision revision) {
                                seen.add("revision " + revision.revision());
                            }

                            @Override
                            public void resync() {
                                seen.add("resync");
                            }
                        });
    }

    private static String events() {
        return """
        :live

        event:partial
        data:{"room":"demo","device":"demo-box","text":"good mor","capturedAt":"2026-01-01T09:59:59.700Z"}

        event:level
        data:{"room":"demo","device":"demo-box","peakDbfs":-20.0,"rmsDbfs":-30.0}

        id:1
        event:segment
        data:{"room":"demo","segment":{"number":1,"meeting":"m","startedAt":"2026-01-01T09:59:57Z","endedAt":"2026-01-01T09:59:59Z","capturedAt":"2026-01-01T09:59:59.100Z","speaker":"","language":"en","model":"tiny","text":"good morning","words":[]}}

        event:summary
        data:{"room":"demo","revision":{"meeting":"m","revision":2,"kind":"extractive","final":false,"throughNumber":1,"model":"extractive","createdAt":"2026-01-01T10:00:00Z","minutes":null}}

        event:partial
        data:not json

        """;
    }

    @AfterEach
    void stop() {
        feed.close();
        hub.close();
        server.stop(0);
    }

    private String next() throws InterruptedException {
        var next = seen.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("nothing more within 10 s").isNotNull();
        return next;
    }

    @Test
    void tellsWhatHappensAndMeasuresItsAge() throws InterruptedException {
        feed.start();

        assertThat(next()).isEqualTo("resync");
        assertThat(next()).isEqualTo("partial good mor");
        assertThat(next()).isEqualTo("segment 1");
        assertThat(next()).isEqualTo("revision 2");
        assertThat(feed.partialLatency().millis(50)).hasValue(300);
        assertThat(feed.segmentLatency().millis(50)).hasValue(900);
    }

    @Test
    void connectsAgainWhenTheHubHangsUp() throws InterruptedException {
        feed.start();

        var connections = 0;
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (connections < 2 && System.nanoTime() < deadline) {
            if (next().equals("resync")) {
                connections++;
            }
        }
        assertThat(connections).isEqualTo(2);
    }
}

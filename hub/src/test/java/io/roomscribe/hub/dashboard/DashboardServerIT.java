package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardServerIT {
    @TempDir Path folder;
    private SampleHub hub;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        hub.room("boardroom", "Boardroom");
        hub.device("box-boardroom", "boardroom", true, "recording");
        hub.recording(SampleHub.RECORDING, "boardroom", "box-boardroom");
        hub.meeting(
                "meeting-1", "boardroom", "Weekly", true, SampleHub.MEETING_START, SampleHub.NOW);
        hub.segment("meeting-1", 1, 2, "", "<script>alert(1)</script>");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void probe() throws Exception {
        var client = HttpClient.newHttpClient();
        for (var path :
                new String[] {
                    "/",
                    "/rooms/boardroom",
                    "/meetings",
                    "/meetings/meeting-1",
                    "/devices",
                    "/nope",
                    "/api/v1/status",
                    "/api/v1/nope",
                    "/api/v1/meetings?x=1",
                    "/observe/health",
                    "/observe/health/ready",
                    "/observe/health/live",
                    "/observe/metrics",
                    "/observe/info",
                    "/observe",
                    "/observe/config",
                    "/openapi",
                    "/assets/roomscribe.js",
                    "/api/v1/meetings/meeting-1/export.md"
                }) {
            var r =
                    client.send(
                            HttpRequest.newBuilder(URI.create(hub.url(path)))
                                    .header("Accept", path.startsWith("/api") ? "*/*" : "text/html")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            System.out.println("=== " + path + " " + r.statusCode() + " " + r.headers().map());
            System.out.println(r.body().substring(0, Math.min(1500, r.body().length())));
        }
        var r =
                client.send(
                        HttpRequest.newBuilder(URI.create(hub.url("/")))
                                .POST(HttpRequest.BodyPublishers.ofString("x"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        System.out.println("=== POST " + r.statusCode() + r.headers().map() + r.body());
        r =
                client.send(
                        HttpRequest.newBuilder(URI.create(hub.url("/")))
                                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100000)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        System.out.println("=== POST big " + r.statusCode() + r.headers().map() + r.body());
        r =
                client.send(
                        HttpRequest.newBuilder(URI.create(hub.url("/"))).HEAD().build(),
                        HttpResponse.BodyHandlers.ofString());
        System.out.println("=== HEAD " + r.statusCode() + r.headers().map() + r.body());
        assertThat(true).isTrue();
    }
}

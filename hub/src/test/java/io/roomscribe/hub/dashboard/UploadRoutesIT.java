package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.account.Role;
import io.roomscribe.hub.account.RoomScope;
import io.roomscribe.protocol.RoomId;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads by API and page, without the software that transcribes: `UploadSystemTest` has that.
final class UploadRoutesIT {
    private static final String ADDRESS =
            "/api/v1/rooms/boardroom/uploads?startedAt=2026-03-04T09:00:00Z&name=a%20talk.wav";

    @TempDir Path folder;
    private SampleHub hub;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        client = new Browserless(hub);
        new SampleMeeting(hub).rooms();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void refusesWhatIsNoUploadBeforeReadingIt() throws Exception {
        refused(415, client.sendJson("POST", ADDRESS, "{}"));
        refused(400, audio("/api/v1/rooms/boardroom/uploads"));
        refused(400, audio("/api/v1/rooms/boardroom/uploads?startedAt=yesterday"));
        refused(400, audio("/api/v1/rooms/boardroom/uploads?startedAt=2126-03-04T09:00:00Z"));
        refused(400, audio(ADDRESS + "&language=en"));
        refused(400, audio(ADDRESS.replace("a%20talk", "a%0Atalk")));
        refused(404, audio(ADDRESS.replace("boardroom", "attic")));
        refused(404, client.get("/api/v1/uploads/none"));
        refused(404, client.send("DELETE", "/api/v1/uploads/none", ""));
        refused(413, client.sendAudio("/api/v1/transcribe/file", new byte[(1 << 20) + 1]));
    }

    @Test
    void onlyAudioMayBeLarge() throws Exception {
        var text = "{\"title\": \"" + "a".repeat(70_000) + "\"}";

        refused(413, client.sendJson("POST", "/api/v1/rooms/boardroom/meetings", text));
    }

    @Test
    void showsAnUploadWithItsSoundToThoseWhoMaySeeItsRoom() throws Exception {
        insert();

        var shape = client.json("/api/v1/uploads/u-1");
        assertThat(shape.path("state").asText()).isEqualTo("running");
        assertThat(shape.path("progress").asInt()).isEqualTo(40);
        assertThat(shape.at("/quality/remarks/0").asText()).isEqualTo("noisy");
        var page = client.page("/uploads").body();
        assertThat(page)
                .contains("&lt;b&gt;talk.wav", "Noisy: speech hardly", "−31 dB", "value=\"40\"");

        var elsewhere = hub.account("guest", Role.MEMBER, rooms("attic"));
        var guest = new Browserless(hub, Optional.of(hub.signIn.open(elsewhere)));
        assertThat(guest.json("/api/v1/uploads").path("uploads").isEmpty()).isTrue();
        refused(404, guest.get("/api/v1/uploads/u-1"));
        refused(404, guest.sendAudio(ADDRESS, new byte[10]));
        assertThat(guest.page("/uploads").body()).doesNotContain("talk.wav");
    }

    @Test
    void takesAnUploadBackThatIsUnderWay() throws Exception {
        insert();

        assertThat(client.send("DELETE", "/api/v1/uploads/u-1", "").statusCode()).isEqualTo(200);

        refused(404, client.get("/api/v1/uploads/u-1"));
        assertThat(client.json("/api/v1/jobs/j-1").path("state").asText()).isEqualTo("cancelled");
    }

    private static RoomScope rooms(String room) {
        return new RoomScope(false, Set.of(new RoomId(room)));
    }

    private HttpResponse<String> audio(String path) throws Exception {
        return client.sendAudio(path, new byte[10]);
    }

    private static void refused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"detail\"");
    }

    private void insert() {
        hub.upload("u-1", "j-1", "<b>talk.wav", "running", 40);
    }
}

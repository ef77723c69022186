package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page and the API by which people decide who may connect.
final class IdentitiesIT {
    private static final String KEY = "3fa291cc07be" + "0".repeat(52);

    @TempDir private Path folder;
    private SampleHub hub;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder, 0, database -> SampleFleet.identity(folder, database));
        client = new Browserless(hub);
        hub.database.inTransaction(handle ->
                handle.execute(
                        """
                        insert into enrolment_request (key_hash, device_id, box_serial, address,
                            asked_at, last_at, state)
                        values (?, 'room-7', '10000000abcd', '10.0.0.7', current_timestamp,
                            current_timestamp, 'waiting')
                        """,
                        KEY));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void showsWhoAsksWithWhatTheBoxShowsToo() throws IOException, InterruptedException {
        var page = client.page("/identities").body();

        assertThat(page).contains("room-7 asks to be accepted", "3fa2-91cc-07be", "10.0.0.7");
        var waiting = client.json("/api/v1/identities").path("waiting").get(0);
        assertThat(waiting.path("fingerprint").asText()).isEqualTo("3fa2-91cc-07be");
    }

    @Test
    void aPersonAcceptsABoxOnce() throws IOException, InterruptedException {
        var path = "/api/v1/identities/" + KEY + "/accept";

        var answer = client.sendJson("POST", path, "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Browserless.json(answer).path("waiting")).isEmpty();
        assertThat(Browserless.json(answer).path("events").get(0).path("kind").asText())
                .isEqualTo("accepted");
        assertThat(client.sendJson("POST", path, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void aBoxThatIsRevokedStandsInTheListOfWhatHappened() throws IOException, InterruptedException {
        var answer = client.sendJson("POST", "/api/v1/devices/room-7/revoke", "{}");

        assertThat(Browserless.json(answer).path("ended").asInt()).isZero();
        assertThat(client.page("/identities").body()).contains("revoked");
    }
}

package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.fleet.DeviceCommand;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.CommandBody;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands by way of the API, to a box that does not answer.
final class DeviceCommandsIT {
    private static final String COMMANDS = "/api/v1/devices/box-boardroom/commands";

    @TempDir private Path folder;
    private SampleHub hub;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        hub.room("boardroom", "Boardroom");
        hub.device("box-boardroom", "boardroom", true, "recording");
        client = new Browserless(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void takesAnOrderOnAndShowsIt() throws Exception {
        var ordered =
                client.sendJson(
                        "POST",
                        COMMANDS + "?wait=0&expires=90",
                        "{\"name\": \"mark\", \"label\": \"agreed\"}");

        assertThat(ordered.statusCode()).isEqualTo(202);
        var answer = Browserless.json(ordered);
        assertThat(answer.path("state").asText()).isEqualTo("waiting");
        assertThat(answer.at("/command/label").asText()).isEqualTo("agreed");
        assertThat(answer.path("expiresAt").asText()).isEqualTo("2026-03-04T10:05:40Z");
        assertThat(hub.commands.ofDevice(SampleHub.DEVICE, 5))
                .extracting(DeviceCommand::command)
                .containsExactly(new CommandBody.Mark("agreed"));
        var id = answer.path("id").asText();
        assertThat(client.json(COMMANDS).at("/commands/0/id").asText()).isEqualTo(id);
        assertThat(client.json(COMMANDS + "/" + id)).isEqualTo(answer);
    }

    @Test
    void putsTheBoxsRoomToASite() throws Exception {
        var path = "/api/v1/devices/box-boardroom/site";

        var put = client.sendJson("PUT", path, "{\"site\": \" North house \"}");

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(client.json("/api/v1/devices").at("/devices/0/site").asText())
                .isEqualTo("North house");
        refuses(client.sendJson("PUT", path, "{\"site\": \"a\\nb\"}"), 400);
        refuses(client.sendJson("PUT", path, "{}"), 400);
        refuses(client.sendJson("PUT", "/api/v1/devices/nobody/site", "{\"site\": \"x\"}"), 404);
        assertThat(client.json("/api/v1/devices/box-boardroom").path("site").asText())
                .isEqualTo("North house");
    }

    @Test
    void refusesWhatIsNoCommand() throws Exception {
        refuses(client.sendJson("POST", COMMANDS, "{\"name\": \"explode\"}"), 400);
        refuses(client.sendJson("POST", COMMANDS, "{\"name\": \"identify\", \"seconds\": 0}"), 400);
        refuses(client.sendJson("POST", COMMANDS, "stop"), 400);
        refuses(client.sendJson("POST", COMMANDS + "?wait=999", "{\"name\": \"stop\"}"), 400);
        refuses(client.send("POST", COMMANDS, "{\"name\": \"stop\"}"), 415);
        refuses(
                client.sendJson("POST", "/api/v1/devices/nobody/commands", "{\"name\": \"stop\"}"),
                404);
        assertThat(client.get(COMMANDS + "/nonsense").statusCode()).isEqualTo(404);
        assertThat(hub.commands.ofDevice(SampleHub.DEVICE, 5)).isEmpty();
    }

    @Test
    void takesNoOrderFromAPageOfAnotherSiteAndOnesFromItsOwnAlsoBehindAProxy() throws Exception {
        for (var foreign : List.of("http://evil.example", "https://evil.example", "null")) {
            refuses(
                    client.sendJson("POST", COMMANDS, "{\"name\": \"stop\"}", "Origin", foreign),
                    403);
        }
        var own = hub.server.url().replaceFirst("/$", "");
        for (var ours : List.of(own, own.replaceFirst("http:", "https:"))) {
            assertThat(
                            client.sendJson(
                                            "POST",
                                            COMMANDS,
                                            "{\"name\": \"stop\"}",
                                            "Origin",
                                            ours)
                                    .statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void desiresAConfigurationOverWhatItsReaderHasSeenOnly() throws Exception {
        var twin = "/api/v1/devices/box-boardroom/twin";
        assertThat(client.json(twin).at("/desired/version").asInt(-1)).isZero();

        var first =
                client.sendJson(
                        "PUT",
                        twin,
                        "{\"version\": 0, \"settings\": {\"capture.sync-interval\": \"2s\"}}");
        var second = client.sendJson("PUT", twin, "{\"version\": 0, \"settings\": {}}");

        assertThat(first.statusCode()).isEqualTo(200);
        refuses(second, 409);
        refuses(client.sendJson("PUT", twin, "{\"settings\": {}}"), 400);
        var now = client.json(twin);
        assertThat(now.at("/desired/version").asInt()).isEqualTo(1);
        assertThat(now.at("/desired/settings/capture.sync-interval").asText()).isEqualTo("2s");
        assertThat(now.at("/delta/0").asText()).isEqualTo("capture.sync-interval");
        assertThat(client.page("/devices/box-boardroom").body())
                .contains("capture.sync-interval")
                .contains("not yet");
    }

    @Test
    void givesASupportBundleThatIsHereAndNoOtherFile() throws Exception {
        var path = "/api/v1/devices/box-boardroom/support-bundle";
        var file = "support-20260304-100000-000.zip";
        assertThat(client.json(path).path("state").asText()).isEqualTo("none");
        var place = Files.createDirectories(folder.resolve("support").resolve("box-boardroom"));
        Files.writeString(
                place.resolve("bundle.json"),
                """
                {"file": "%s", "bytes": 4, "sha256": "%s", "expiresAt": "2026-03-05T10:00:00Z"}
                """
                        .formatted(file, "ab".repeat(32)));
        Files.writeString(place.resolve(file), "zip!");

        var state = client.json(path);

        assertThat(state.path("state").asText()).isEqualTo("ready");
        assertThat(state.path("here").asInt()).isEqualTo(4);
        var got = client.get(path + "/" + file);
        assertThat(got.body()).isEqualTo("zip!");
        assertThat(got.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"box-boardroom-" + file + "\"");
        assertThat(client.get(path + "/bundle.json").statusCode()).isEqualTo(404);
        assertThat(client.page("/devices/box-boardroom").body())
                .contains("Fetch support bundle", path + "/" + file);
    }

    @Test
    void asksABoxThatIsThereForItsSupportBundleAndNoOther() throws Exception {
        var path = "/api/v1/devices/box-boardroom/support-bundle";

        var begun = client.sendJson("POST", path, "{}");
        var again = client.sendJson("POST", path, "{}");

        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(Browserless.json(again).path("state").asText()).isEqualTo("packing");
        refuses(client.sendJson("POST", "/api/v1/devices/nobody/support-bundle", "{}"), 404);
        refuses(client.sendJson("POST", path + "?wait=31", "{}"), 400);
        hub.device("box-away", "boardroom", false, "offline");
        var away = client.sendJson("POST", "/api/v1/devices/box-away/support-bundle", "{}");
        refuses(away, 503);
        assertThat(away.body()).contains("box box-away is offline");
    }

    @Test
    void movesABoxByItsRoomAndForgetsTheNameThatWasSetFromHere() throws Exception {
        hub.room("library", "The Library");
        client.sendJson(
                "PUT",
                "/api/v1/devices/box-boardroom/twin",
                "{\"version\": 0, \"settings\": {\"device.room-name\": \"Old\"}}");
        var transfer = "/api/v1/devices/box-boardroom/transfer";

        var moved =
                client.sendJson("POST", transfer, "{\"room\": \"library\", \"roomName\": \"\"}");
        client.sendJson(
                "POST",
                COMMANDS,
                "{\"name\": \"transfer\", \"room\": \"attic\", \"roomName\": \"Attic\"}");

        assertThat(moved.statusCode()).isEqualTo(202);
        assertThat(Browserless.json(moved).path("expiresAt").asText()).startsWith("2026-05-03");
        assertThat(hub.commands.ofDevice(SampleHub.DEVICE, 5))
                .extracting(DeviceCommand::command)
                .containsExactly(
                        new CommandBody.Transfer(new RoomId("attic"), "Attic"),
                        new CommandBody.Transfer(new RoomId("library"), "The Library"));
        assertThat(
                        client.json("/api/v1/devices/box-boardroom/twin")
                                .at("/desired/settings")
                                .isEmpty())
                .isTrue();
        refuses(client.sendJson("POST", transfer, "{\"room\": \"No!\", \"roomName\": \"\"}"), 400);
    }

    @Test
    void ordersADecommissioningThatLivesLongHoweverItIsAskedFor() throws Exception {
        var decommission = "/api/v1/devices/box-boardroom/decommission";

        var ordered = client.sendJson("POST", decommission, "{\"by\": \"Kim\"}");
        client.sendJson("POST", COMMANDS, "{\"name\": \"decommission\", \"by\": \"Lee\"}");

        assertThat(ordered.statusCode()).isEqualTo(202);
        assertThat(hub.commands.ofDevice(SampleHub.DEVICE, 5))
                .extracting(DeviceCommand::command)
                .containsExactly(
                        new CommandBody.Decommission("Lee"), new CommandBody.Decommission("Kim"));
        assertThat(hub.commands.ofDevice(SampleHub.DEVICE, 5))
                .allMatch(it -> Duration.between(it.issuedAt(), it.expiresAt()).toDays() == 60);
        refuses(client.get(decommission), 404);
        refuses(
                client.sendJson("POST", decommission, "{\"by\": \"" + "x".repeat(201) + "\"}"),
                400);
        refuses(client.sendJson("POST", decommission, "{}"), 400);
        refuses(
                client.sendJson("POST", "/api/v1/devices/nobody/decommission", "{\"by\": \"\"}"),
                404);
        assertThat(client.page("/devices/box-boardroom").body()).contains("Decommission");
    }

    private static void refuses(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }
}

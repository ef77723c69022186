package io.roomscribe.hub.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages, API and errors of a running dashboard on a real H2.
final class DashboardServerIT {
    private static final String SCRIPT = "<script>alert('said')</script> & \"more\"";

    @TempDir Path folder;
    private SampleHub hub;
    private SampleMeeting meeting;
    private Browserless client;

    @BeforeEach
    void open() {
        hub = new SampleHub(folder);
        meeting = new SampleMeeting(hub);
        meeting.rooms();
        client = new Browserless(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void escapesWhatWasSaidOnEveryPage() throws Exception {
        meeting.running(1);
        hub.sql("update room set name = ? where id = 'boardroom'", SCRIPT);
        hub.sql("update meeting set title = ?", SCRIPT);
        hub.segment(SampleHub.MEETING, 9, 10, SCRIPT, SCRIPT);
        hub.minutes(SampleHub.MEETING, 1, "model", false, SCRIPT, SampleMeeting.saying(SCRIPT));

        for (var path :
                new String[] {
                    "/",
                    "/rooms/boardroom",
                    "/meetings",
                    "/meetings/meeting-1",
                    "/devices",
                    "/meetings/meeting-1/minutes",
                    "/meetings/meeting-1/transcript"
                }) {
            var page = client.page(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("<script>alert").contains("&lt;script");
        }
        assertThat(client.get("/api/v1/meetings/meeting-1/export.md").body())
                .doesNotContain("<script>")
                .contains("\\<script\\>");
    }

    @Test
    void answersProgramsWithTheWholeMeeting() throws Exception {
        meeting.running(36);
        hub.gap("boardroom", 71.2, 77.6, "muted");
        hub.minutes(SampleHub.MEETING, 1, "extractive", false, "extractive", meeting.first());
        hub.minutes(SampleHub.MEETING, 2, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());

        var transcript = client.json("/api/v1/meetings/meeting-1/transcript");
        var after = transcript.get("segments").get(33).get("number").asLong();
        var minutes = client.json("/api/v1/meetings/meeting-1/minutes");

        assertThat(transcript.get("segments")).hasSize(36);
        assertThat(transcript.at("/segments/0/startedAt").asText())
                .isEqualTo("2026-03-04T10:00:01.630Z");
        assertThat(transcript.at("/gaps/0/reason").asText()).isEqualTo("muted");
        assertThat(transcript.at("/gaps/0/seconds").asDouble()).isEqualTo(6.4);
        assertThat(
                        client.json("/api/v1/meetings/meeting-1/transcript?after=" + after)
                                .get("segments"))
                .hasSize(2);
        assertThat(minutes.at("/latest/revision").asInt()).isEqualTo(2);
        assertThat(minutes.at("/latest/minutes/decisions/0/evidence/verified").asBoolean())
                .isTrue();
        assertThat(minutes.at("/latest/minutes/actionItems/3").has("due")).isFalse();
        assertThat(minutes.get("revisions")).hasSize(2);
        assertThat(minutes.at("/revisions/0").has("minutes")).isFalse();
        assertThat(
                        client.json("/api/v1/meetings/meeting-1/minutes/revisions/1")
                                .get("kind")
                                .asText())
                .isEqualTo("extractive");
        assertThat(client.json("/api/v1/meetings?room=workshop").at("/meetings/0/id").asText())
                .isEqualTo("meeting-0");
        assertThat(client.json("/api/v1/meetings?limit=1").get("meetings")).hasSize(1);
    }

    @Test
    void tellsTheStateOfRoomsAndDevices() throws Exception {
        meeting.running(1);

        var rooms = client.json("/api/v1/rooms").get("rooms");
        var garden = client.json("/api/v1/devices/box-garden");
        var status = client.json("/api/v1/status");

        assertThat(rooms.findValuesAsText("state"))
                .containsExactly("recording", "running", "offline", "fault", "muted");
        assertThat(rooms.at("/0/meeting/id").asText()).isEqualTo("meeting-1");
        assertThat(garden.get("online").asBoolean()).isFalse();
        assertThat(garden.get("backlog").asLong()).isEqualTo(37);
        assertThat(client.json("/api/v1/devices/box-studio").at("/conditions/0/code").asText())
                .isEqualTo("microphone-lost");
        assertThat(status.get("roomsRecording").asInt()).isEqualTo(1);
        assertThat(status.get("devicesOnline").asInt()).isEqualTo(3);
        assertThat(status.get("meetingsRunning").asInt()).isEqualTo(1);
    }

    @Test
    void exportsMinutesTranscriptAndGapsAsMarkdown() throws Exception {
        meeting.running(36);
        hub.gap("boardroom", 71.2, 77.6, "muted");
        hub.minutes(SampleHub.MEETING, 1, "model", false, "qwen2.5-1.5b-instruct", meeting.grown());

        var export = client.get("/api/v1/meetings/meeting-1/export.md");

        assertThat(export.headers().firstValue("Content-Type"))
                .hasValue("text/markdown; charset=utf-8");
        assertThat(export.body())
                .contains(
                        "# Firmware, dashboard and budget",
                        "_Revision 1, made by qwen2.5-1.5b-instruct_",
                        "- Finish the tests and write the release notes (**Ben**, Thursday)",
                        "> **unverified** I'll get the mics ordered",
                        "`10:01:11` _No audio for 6 s: muted_",
                        "`10:03:21` **Martin:** Okay. I will order the microphones today.");
    }

    @Test
    void answersErrorsInTheCallersKind() throws Exception {
        var program = client.get("/api/v1/meetings/none");
        var person = client.page("/meetings/none");

        assertThat(program.statusCode()).isEqualTo(404);
        assertThat(program.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(Browserless.json(program).get("instance").asText())
                .isEqualTo("/api/v1/meetings/none");
        assertThat(person.statusCode()).isEqualTo(404);
        assertThat(person.body()).contains("<h1>Not Found</h1>", "This computer only.");
    }

    @Test
    void refusesWhatItDoesNotUnderstandByName() throws Exception {
        problem(client.get("/api/v1/meetings?colour=red"), 400, "no parameter 'colour'");
        problem(client.get("/api/v1/meetings?limit=many"), 400, "'limit' must be a whole number");
        problem(client.get("/api/v1/meetings?limit=0"), 400, "from 1 to 500");
        problem(client.get("/api/v1/meetings?room=No%20Room!"), 404, "no room");
        problem(
                client.get("/api/v1/meetings/meeting-1/minutes/revisions/x"),
                404,
                "no such revision");
        problem(client.get("/api/v1/rooms/nowhere"), 404, "no room");
        problem(client.get("/api/v1/nothing"), 404, "nothing at this address");
        problem(client.get("/assets/../../etc/passwd"), 404, "nothing at this address");
        problem(client.get("/assets/%2e%2e%2fopenapi.yaml"), 404, "");
        problem(client.get("/assets/openapi.yaml"), 404, "no such file");
    }

    @Test
    void refusesOtherMethodsAndLargeBodies() throws Exception {
        var posted = client.send("POST", "/api/v1/rooms", "{}");

        problem(posted, 405, "GET, HEAD");
        assertThat(posted.headers().firstValue("Allow").orElse("")).contains("GET");
        problem(client.send("DELETE", "/", ""), 405, "GET, HEAD");
        problem(
                client.sendJson("POST", "/api/v1/rooms/boardroom/meetings", "x".repeat(100_000)),
                413,
                "");
        assertThat(client.send("HEAD", "/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void neverShowsAnExceptionsText() throws Exception {
        hub.sql("alter table device rename to secret_table");

        var program = client.get("/api/v1/devices");
        var person = client.page("/devices");

        problem(program, 500, "Something went wrong in the hub");
        assertThat(person.statusCode()).isEqualTo(500);
        assertThat(program.body() + person.body())
                .doesNotContainIgnoringCase("select")
                .doesNotContain("Exception", "jdbc", "database");
        assertThat(person.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void refusesForeignHostNames() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), hub.server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/rooms HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));

            var answer = text(socket.getInputStream());

            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("Boardroom");
        }
    }

    @Test
    void answersBrokenHttpWithoutDetails() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), hub.server.port())) {
            socket.setSoTimeout(5000);
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            var answer = text(socket.getInputStream());

            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
            assertThat(answer).doesNotContain("Exception", "helidon", "NONSENSE");
        }
    }

    @Test
    void keepsOtherSitesOutAndTranscriptsOutOfCaches() throws Exception {
        var page = client.page("/").headers();
        var asset = client.get("/assets/roomscribe.css");
        var again =
                client.get(
                        "/assets/roomscribe.css",
                        "If-None-Match",
                        asset.headers().firstValue("ETag").orElse(""));

        assertThat(page.firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'");
        assertThat(page.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(asset.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void compressesForThoseWhoAskForIt() throws Exception {
        var plain = client.bytes("/assets/roomscribe.css");
        var zipped = client.bytes("/assets/roomscribe.css", "Accept-Encoding", "gzip");

        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    @Test
    void isReadyOnlyWhenWhatItNeedsIs() throws Exception {
        assertThat(client.get("/observe/health/ready").statusCode()).isEqualTo(200);

        hub.broker.set(ReadyCheck.Answer.down("the broker does not answer"));

        var down = client.get("/observe/health");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("\"name\":\"broker\"", "the broker does not answer");
        assertThat(client.get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatTheHubDoes() throws Exception {
        meeting.running(12);
        hub.figures.set(new IngestFigures(42, 3, 1, 12, Duration.ofMillis(250)));
        hub.minutes(SampleHub.MEETING, 1, "model", false, "tiny", meeting.first());

        Eventually.holds(() ->
                assertThat(client.page("/observe/metrics").body())
                        .contains("roomscribe_summaries_total{kind=\"model\",model=\"tiny\""));
        assertThat(client.page("/observe/metrics").body())
                .containsPattern("roomscribe_entries_total\\{outcome=\"accepted\"[^}]*} 42")
                .containsPattern("roomscribe_entries_total\\{outcome=\"duplicate\"[^}]*} 3")
                .containsPattern("roomscribe_entries_total\\{outcome=\"rejected\"[^}]*} 1")
                .containsPattern("roomscribe_segments_total\\S* 12")
                .containsPattern("roomscribe_ingest_lag_seconds\\S* 0.25")
                .containsPattern("roomscribe_live_readers\\S* 0");
    }

    @Test
    void tellsWhatToDoWhenThereIsNothingYet() throws Exception {
        hub.close();
        hub = new SampleHub(folder.resolve("new"));
        client = new Browserless(hub);

        assertThat(client.page("/").body()).contains("No room yet", "./roomscribe demo");
        assertThat(client.page("/meetings").body()).contains("No meeting yet");
        assertThat(client.page("/devices").body()).contains("No box has connected yet");
    }

    @Test
    void saysWhichPortIsInUse() {
        assertThatThrownBy(() -> new SampleHub(folder.resolve("second"), hub.server.port()))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("port " + hub.server.port())
                .hasMessageContaining(
                        "another program uses it; stop that program, or set http.port");
    }

    private static void problem(HttpResponse<String> response, int status, String detail)
            throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(Browserless.json(response).get("status").asInt()).isEqualTo(status);
        assertThat(Browserless.json(response).get("detail").asText()).contains(detail);
    }

    /// Up to the end of a JSON object.
    private static String text(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith("}")) {
            var next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }
}

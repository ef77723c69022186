package io.roomscribe.hub.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.hub.erasure.ErasureEntries;
import io.roomscribe.hub.ingest.EntryHandler;
import io.roomscribe.hub.ingest.IngestTransaction;
import io.roomscribe.hub.meeting.MeetingConfig;
import io.roomscribe.hub.meeting.MeetingCutter;
import io.roomscribe.hub.store.DataConfig;
import io.roomscribe.hub.store.HubDatabase;
import io.roomscribe.hub.transcript.Recording;
import io.roomscribe.hub.transcript.TranscriptEntries;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.ErasureReceipt;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A room forgets some minutes of which somebody has uploaded a recording.
final class ForgottenUploadsIT {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final RoomId ROOM = new RoomId("boardroom");
    private static final DeviceId BOX = new DeviceId("box-1");
    private static final RecordingId RECORDING = RecordingId.parse("00000000000000b1");

    @TempDir private Path folder;
    private HubDatabase database;
    private List<EntryHandler> handlers;

    @BeforeEach
    void open() {
        database = HubDatabase.open(new DataConfig(folder));
        var cutter =
                MeetingCutter.open(
                        MeetingConfig.defaults(),
                        database,
                        Clock.fixed(NOON, ZoneOffset.UTC),
                        new Random(1));
        List<EntryHandler> forgetting =
                List.of(new ErasureEntries(() -> {}), new TranscriptEntries(cutter), cutter);
        handlers =
                List.of(
                        new ErasureEntries(() -> {}),
                        new TranscriptEntries(cutter),
                        cutter,
                        new ForgottenUploads(forgetting));
        transcribed();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void losesWhatWasSaidInThoseMinutesAndKeepsTheRest() {
        forget(TEN.plusSeconds(60), TEN.plusSeconds(120), NOON);

        assertThat(texts()).containsExactly("before", "after");
        assertThat(gaps()).containsExactly("erased");
        assertThat(receipts()).isEqualTo(2);
    }

    @Test
    void isNotTouchedTwiceWhenItsBoxTellsAgain() {
        forget(TEN.plusSeconds(60), TEN.plusSeconds(120), NOON);
        forget(TEN.plusSeconds(60), TEN.plusSeconds(120), NOON);

        assertThat(texts()).containsExactly("before", "after");
        assertThat(gaps()).containsExactly("erased");
        assertThat(receipts()).isEqualTo(2);
    }

    @Test
    void staysWhereItWasUploadedLaterOrIsOfAnotherTime() {
        forget(TEN.plusSeconds(60), TEN.plusSeconds(120), TEN.plusSeconds(600));
        forget(TEN.plusSeconds(3600), TEN.plusSeconds(3700), NOON);

        assertThat(texts()).containsExactly("before", "meanwhile", "after");
    }

    @Test
    void alsoOfOneThatIsStillBeingHeard() {
        database.inTransaction(handle -> {
            handle.execute("delete from segment where text = 'after'");
            handle.execute("update recording set samples = null, end_reason = null");
            return handle.execute("update upload set heard_samples = ?", 102 * 16_000);
        });

        forget(TEN.plusSeconds(60), TEN.plusSeconds(110), NOON);
        assertThat(texts()).containsExactly("before");

        hear(said(105, "meanwhile, later"));
        hear(said(170, "after"));
        assertThat(texts()).containsExactly("before", "after");
        assertThat(gaps()).containsExactly("erased");
        assertThat(strings("select heard_samples from upload")).containsExactly("2752000");
    }

    @Test
    void leavesOutWhatWasForgottenBeforeAnythingWasHeard() {
        database.inTransaction(handle -> {
            handle.execute("delete from segment");
            handle.execute("delete from meeting");
            return handle.execute("delete from recording");
        });
        forget(TEN.plusSeconds(60), TEN.plusSeconds(120), NOON);

        hear(said(10, "before"));
        hear(said(100, "meanwhile"));
        hear(said(170, "after"));

        assertThat(texts()).containsExactly("before", "after");
        assertThat(gaps()).containsExactly("erased");
    }

    private void hear(EntryBody.Utterance said) {
        var upload = new UploadStore(database).upload("u-1").orElseThrow();
        var _ =
                database.inTransaction(handle ->
                        new UploadTranscript(upload, handlers.get(1)).add(handle, NOON, said));
    }

    private void transcribed() {
        database.inTransaction(handle -> {
            handle.execute("insert into room (id, name) values (?, ?)", "boardroom", "Boardroom");
            return handle.execute(
                    """
                    insert into upload (id, room_id, name, started_at, bytes, recording_id, job_id,
                        quality, made_at, made_by)
                    values ('u-1', 'boardroom', 'talk.wav', ?, 1, ?, 'j-1', '', ?, 'anna')
                    """,
                    TEN,
                    RECORDING.toString(),
                    TEN.plusSeconds(1800));
        });
        apply(
                Recording.UPLOADED,
                new EntryBody.RecordingStarted(
                        RECORDING, ROOM, "Boardroom", "upload", TEN, ClockQuality.HUB, "upload"),
                said(10, "before"),
                said(100, "meanwhile"),
                said(170, "after"),
                new EntryBody.RecordingEnded(RECORDING, 180 * 16_000, EndReason.SOURCE_ENDED));
    }

    private static EntryBody.Utterance said(int second, String text) {
        var at = TEN.plusSeconds(second);
        return new EntryBody.Utterance(
                RECORDING,
                second * 16_000L,
                32_000,
                at,
                at.plusSeconds(2),
                text,
                List.of(),
                List.of(),
                "en",
                "tiny");
    }

    private void forget(Instant from, Instant to, Instant when) {
        var id = new UUID(from.getEpochSecond(), to.getEpochSecond());
        apply(
                BOX,
                new EntryBody.Erased(
                        new ErasureReceipt(id, ROOM, from, to, when, 0, 0, 0), List.of()));
    }

    private void apply(DeviceId device, EntryBody... entries) {
        database.inTransaction(handle -> {
            var transaction = new IngestTransaction(handle, NOON);
            for (var entry : entries) {
                handlers.forEach(handler -> handler.apply(transaction, device, entry));
            }
            return true;
        });
    }

    private List<String> texts() {
        return strings("select text from segment order by started_at");
    }

    private List<String> gaps() {
        return strings("select reason from gap order by started_at");
    }

    private int receipts() {
        return strings("select id from erasure").size();
    }

    private List<String> strings(String query) {
        return database.read(handle -> handle.createQuery(query).mapTo(String.class).list());
    }
}

package io.roomscribe.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.Audio;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.Entry;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.MessageCodec;
import io.roomscribe.protocol.message.Word;
import io.roomscribe.testkit.Await;
import io.roomscribe.testkit.ProjectFolder;
import io.roomscribe.testkit.ReliabilityFigures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Row N7: three days without a hub, then a real box drains what it has at a real hub. The days are
/// written into the box's own outbox, in its own chain; sending them is the box's.
class LongOutageSystemTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int CHUNKS = 8640;
    private static final int CHUNK_SECONDS = 30;
    private static final Instant BEGAN = Instant.parse("2026-11-18T08:00:00Z");
    private static final RecordingId RECORDING = new RecordingId(0x0ff11e0ff11eL);

    @TempDir Path folder;

    @Test
    @Tag("slow")
    @Tag("N7")
    @Tag("reliability")
    @EnabledIfSystemProperty(
            named = "slow",
            matches = "true",
            disabledReason = "skipped: takes minutes; run it with -Dslow=true")
    void threeDaysAreDrainedExactlyOnceAndInOrder() throws SQLException {
        try (var site = Site.in(folder)) {
            site.configureDevice(
                    "file:" + ProjectFolder.resolve("provisioning/demo/meeting.wav"),
                    1.0,
                    "capture.exit-at-end = false");
            var first = site.startDevice();
            Await.until(
                    "the box's database",
                    PATIENCE,
                    () -> site.deviceStatus().path("lastSequence").asLong(0) > 0,
                    first::text);
            first.terminate();
            first.awaitExit(PATIENCE);
            var last = beAwayForThreeDays(site.deviceData());

            var hub = site.startHub();
            var startedNanos = System.nanoTime();
            var box = site.startDevice();
            Await.until(
                    "everything to be acknowledged",
                    PATIENCE,
                    () -> site.deviceStatus().path("acknowledged").asLong(0) >= last,
                    () -> site.deviceStatus() + "\n" + site.logs());
            var seconds = (System.nanoTime() - startedNanos) / 1e9;
            System.out.printf(
                    "entries=%d seconds=%.1f entriesPerSecond=%.0f%n",
                    last, seconds, last / seconds);
            box.terminate();
            box.awaitExit(PATIENCE);
            hub.terminate();
            hub.awaitExit(PATIENCE);
            checkHub(folder.resolve("hub"), last);
            new ReliabilityFigures(
                            "offline",
                            "N7",
                            1,
                            0,
                            Map.of(
                                    "hoursOffline",
                                    CHUNKS * CHUNK_SECONDS / 3600,
                                    "entries",
                                    last,
                                    "drainedSeconds",
                                    Math.round(seconds)))
                    .write();
        }
    }

    private static List<EntryBody> threeDays() {
        var bodies = new ArrayList<EntryBody>();
        bodies.add(
                new EntryBody.RecordingStarted(
                        RECORDING,
                        new RoomId("boardroom"),
                        "Boardroom",
                        "boot",
                        BEGAN,
                        ClockQuality.NTP,
                        "line: Test"));
        for (var chunk = 0; chunk < CHUNKS; chunk++) {
            var second = (long) chunk * CHUNK_SECONDS;
            bodies.add(utterance(chunk, second + 5));
            bodies.add(
                    new EntryBody.Chunk(
                            new ChunkId(RECORDING, chunk),
                            second * Audio.SAMPLE_RATE,
                            CHUNK_SECONDS * (long) Audio.SAMPLE_RATE,
                            BEGAN.plusSeconds(second),
                            "0".repeat(64),
                            -3,
                            -30));
        }
        bodies.add(
                new EntryBody.RecordingEnded(
                        RECORDING,
                        (long) CHUNKS * CHUNK_SECONDS * Audio.SAMPLE_RATE,
                        EndReason.RESTART));
        return bodies;
    }

    private static EntryBody utterance(int number, long second) {
        var text = "what was said as number " + number + " while nobody listened";
        return new EntryBody.Utterance(
                RECORDING,
                second * Audio.SAMPLE_RATE,
                4L * Audio.SAMPLE_RATE,
                BEGAN.plusSeconds(second),
                BEGAN.plusSeconds(second + 4),
                text,
                List.of(new Word(text, 0, 4000, 0.9)),
                List.of(),
                "en",
                "vosk-model-tiny-en");
    }

    /// @return the last sequence
    private static long beAwayForThreeDays(Path data) throws SQLException {
        var codec = new MessageCodec();
        var url = "jdbc:h2:file:" + data.resolve("roomscribe");
        try (var connection = DriverManager.getConnection(url, "roomscribe", "")) {
            connection.setAutoCommit(false);
            var sequence = number(connection, "SELECT last_sequence FROM outbox_stream");
            var hash = text(connection, "SELECT last_hash FROM outbox_stream");
            try (var insert =
                    connection.prepareStatement(
                            "INSERT INTO outbox (sequence, payload, hash, crc, created_at)"
                                    + " VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)")) {
                for (var body : threeDays()) {
                    var entry = Entry.of(++sequence, codec.encodeBody(body), hash);
                    hash = entry.hash();
                    insert.setLong(1, entry.sequence());
                    insert.setString(2, entry.payload());
                    insert.setString(3, entry.hash());
                    insert.setInt(4, crc(entry.payload()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (var update =
                    connection.prepareStatement(
                            "UPDATE outbox_stream SET last_sequence = ?, last_hash = ?")) {
                update.setLong(1, sequence);
                update.setString(2, hash);
                update.executeUpdate();
            }
            connection.commit();
            // The file remembers to stay open when its last connection closes.
            try (var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
            return sequence;
        }
    }

    private static int crc(String payload) {
        var crc = new CRC32C();
        crc.update(payload.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static void checkHub(Path data, long last) throws SQLException {
        var url =
                "jdbc:h2:file:"
                        + data.resolve("hub")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;IFEXISTS=TRUE";
        try (var connection = DriverManager.getConnection(url, "hub", "")) {
            assertThat(number(connection, "select max(through) from stream"))
                    .isGreaterThanOrEqualTo(last);
            assertThat(number(connection, "select count(*) from lost_entries")).isZero();
            assertThat(
                            number(
                                    connection,
                                    "select count(*) from inbox where not applied or payload <> ''"))
                    .isZero();
            var own = " where recording_id = '" + RECORDING + "'";
            assertThat(number(connection, "select count(*) from segment" + own)).isEqualTo(CHUNKS);
            assertThat(number(connection, "select count(*) from chunk" + own)).isEqualTo(CHUNKS);
            assertThat(number(connection, "select count(distinct meeting_id) from segment" + own))
                    .isEqualTo(1);
            assertThat(
                            number(
                                    connection,
                                    """
                                    select count(*) from (select text, first_sample,
                                        row_number() over (order by started_at, number) as place
                                        from segment where recording_id = '%s')
                                    where first_sample <> ((place - 1) * %d + 5) * %d
                                    """
                                            .formatted(
                                                    RECORDING, CHUNK_SECONDS, Audio.SAMPLE_RATE)))
                    .as("segments out of order")
                    .isZero();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}

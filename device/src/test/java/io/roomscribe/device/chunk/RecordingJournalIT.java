package io.roomscribe.device.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.device.capture.AudioInput;
import io.roomscribe.device.capture.CaptureConfig;
import io.roomscribe.device.capture.WavFile;
import io.roomscribe.device.recording.Recorder;
import io.roomscribe.device.recording.Recordings;
import io.roomscribe.device.recording.Surroundings;
import io.roomscribe.device.store.Database;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.message.ClockQuality;
import io.roomscribe.protocol.message.EndReason;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.supervision.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordingJournalIT {
    @TempDir private Path data;

    private final List<EntryBody> told = new CopyOnWriteArrayList<>();

    @Test
    void writesWhatIsRecorded() throws Exception {
        try (var recordings = Recordings.open(data, "boot");
                var database = database("db")) {
            var store = store(database);
            var journal = new RecordingJournal(store, recordings);

            record(recordings, journal);
            runOnce(journal);

            assertRowsAreComplete(store, recordings);
        }
    }

    @Test
    void rebuildsLostDatabaseFromTheSegmentFiles() throws Exception {
        try (var recordings = Recordings.open(data, "boot");
                var nobody = database("lost")) {
            record(recordings, new RecordingJournal(store(nobody), recordings));
        }

        try (var recordings = Recordings.open(data, "boot");
                var database = database("new")) {
            var store = store(database);
            runOnce(new RecordingJournal(store, recordings));
            runOnce(new RecordingJournal(store, recordings));

            assertRowsAreComplete(store, recordings);
        }
    }

    @Test
    void recordingWhoseFilesAreGoneEndsInTheTable() throws Exception {
        try (var database = database("db")) {
            var store = store(database);
            try (var recordings = Recordings.open(data, "boot")) {
                record(recordings, new RecordingJournal(store, recordings));
                store.started(recordings.list().getFirst().start());
                for (var chunk :
                        recordings.sealedChunks(recordings.list().getFirst().start().recording())) {
                    recordings.files().delete(chunk.chunk());
                }
            }
            try (var recordings = Recordings.open(data, "boot")) {
                assertThat(recordings.list()).isEmpty();

                runOnce(new RecordingJournal(store, recordings));
            }

            assertThat(store.oldestUnrecognised()).isEmpty();
            assertThat(told)
                    .last()
                    .isInstanceOfSatisfying(
                            EntryBody.RecordingEnded.class,
                            end -> assertThat(end.reason()).isEqualTo(EndReason.RESTART));
        }
    }

    private void assertRowsAreComplete(ChunkStore store, Recordings recordings) {
        var recording = recordings.list().getFirst().start().recording();
        assertThat(store.chunks(ChunkState.SEALED, 10))
                .isEqualTo(recordings.sealedChunks(recording))
                .hasSize(2);
        assertThat(store.oldestUnrecognised()).contains(new RecognitionPosition(recording, 0));
        assertThat(store.complete()).containsExactly(recording);
        assertThat(told).singleElement().isInstanceOf(EntryBody.RecordingStarted.class);
    }

    /// 31 seconds.
    private void record(Recordings recordings, RecordingJournal journal) throws Exception {
        var file = WavFile.mono16k().write(data.resolve("a.wav"), new float[31 * 16_000]);
        var defaults = CaptureConfig.defaults();
        var config =
                new CaptureConfig(
                        "file:" + file, 1000, defaults.syncInterval(), defaults.noFramesTimeout());
        var world =
                new Surroundings(
                        Clock.systemUTC(),
                        System::nanoTime,
                        new Random(1),
                        "boot",
                        () -> ClockQuality.NTP);
        try (var recorder =
                new Recorder(
                        config,
                        AudioInput.of(config, System::nanoTime),
                        recordings,
                        journal,
                        world)) {
            recorder.start();
            assertThat(recorder.awaitEnd(Duration.ofSeconds(20))).isTrue();
        }
    }

    /// Everything that is queued, and no more.
    private static void runOnce(RecordingJournal journal) throws InterruptedException {
        var stop = new StopSignal();
        stop.stop();
        journal.run(stop);
    }

    private Database database(String name) throws Exception {
        return Database.open(
                Files.createDirectories(data.resolve(name)), Clock.systemUTC(), e -> {});
    }

    private ChunkStore store(Database database) {
        return new ChunkStore(
                database,
                (tx, body) -> {
                    tx.afterCommit(() -> told.add(body));
                    return 1;
                },
                new RoomId("room"),
                "The room");
    }
}
